import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { RegistrationsModule } from '../registrations';
import { HardshipGrantRow } from './hardship-grant.entity';
import { HardshipController } from './hardship.controller';
import { HardshipService } from './hardship.service';

/** Hardship grants. Stands beside `slots`: it knows registrations, and nobody knows it. */
@Module({})
export class HardshipModule {
  static readonly forRole = oncePerRole((role) => ({
    module: HardshipModule,
    imports: [TypeOrmModule.forFeature([HardshipGrantRow]), RegistrationsModule.forRole(role)],
    controllers: role.web ? [HardshipController] : [],
    providers: [HardshipService],
  }));
}
