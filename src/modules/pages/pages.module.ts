import { Module } from '@nestjs/common';
import { AuthorityController, WebDoor } from '../../platform/html';
import { oncePerRole } from '../../platform/role';
import { WindowsModule } from '../windows';
import { HomeController } from './home/home.controller';
import { HomeOverview } from './home/home.service';
import { OwnSession } from './own/own-session';

/** Pages for people. Thin: what they show and do comes from the other modules' services. */
@Module({})
export class PagesModule {
  static readonly forRole = oncePerRole((role) => ({
    module: PagesModule,
    imports: role.web ? [WindowsModule.forRole(role)] : [],
    controllers: role.web ? [AuthorityController, HomeController] : [],
    providers: role.web ? [WebDoor, HomeOverview, OwnSession] : [],
  }));
}
