import { Global, Module } from '@nestjs/common';
import { DEMO_PROVIDER_ALLOWED } from '../modules/staff';

/** Lets a service use an identity provider that is a demonstration. Nothing but demos and tests imports this. */
@Global()
@Module({ providers: [{ provide: DEMO_PROVIDER_ALLOWED, useValue: true }], exports: [DEMO_PROVIDER_ALLOWED] })
export class DemoLoginModule {}
