import { Module } from '@nestjs/common';
import { oncePerRole } from '../../platform/role';
import { DrawsModule } from '../draws';
import { WindowsModule } from '../windows';
import { StatusController } from './status.controller';
import { StatusService } from './status.service';
import { StyleController } from './style.controller';

/** Pages for people. For now one: what is going on. */
@Module({})
export class PagesModule {
  static readonly forRole = oncePerRole((role) => ({
    module: PagesModule,
    imports: [WindowsModule.forRole(role), DrawsModule.forRole(role)],
    controllers: role.web ? [StatusController, StyleController] : [],
    providers: [StatusService],
  }));
}
