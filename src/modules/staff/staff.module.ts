import { Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../../platform/config';
import { UploadGuard } from '../../platform/http';
import { oncePerRole } from '../../platform/role';
import { FreshTokens, SHOW_TEXT, STAFF_ROSTER } from './fresh-tokens';
import { IdentityProvider } from './login/identity-provider';
import { LoginController, SessionsController } from './login/login.controller';
import { LoginCookie } from './login/login-cookie';
import { OfficeGuard } from './offices/office.guard';
import { RequestAuthenticator } from './request-authenticator';
import { StaffPersonRow, StaffSessionRow } from './sessions/staff-session.entities';
import { StaffSessions } from './sessions/staff-sessions.service';
import { StaffAuthenticator } from './staff-authenticator';
import { openStaffFile, type StaffRoster } from './staff-file';
import { StaffGuard } from './staff.guard';
import { StaffUploadGuard } from './staff-upload-guard';
import { TokenAuthenticator } from './token-authenticator';

const PROVIDERS: Provider[] = [
  { provide: STAFF_ROSTER, useFactory: (config: Config) => openStaffFile(config.staffFile), inject: [CONFIG] },
  { provide: SHOW_TEXT, useValue: (text: string) => void process.stdout.write(text) },
  { provide: TokenAuthenticator, useFactory: (roster: StaffRoster) => new TokenAuthenticator(roster.records), inject: [STAFF_ROSTER] },
  { provide: StaffAuthenticator, useClass: RequestAuthenticator },
  { provide: UploadGuard, useClass: StaffUploadGuard },
  { provide: APP_GUARD, useClass: StaffGuard },
  // Guards are asked in this order.
  { provide: APP_GUARD, useClass: OfficeGuard },
  FreshTokens,
  IdentityProvider,
  LoginCookie,
  StaffSessions,
];

/** Who may call what. A worker takes no requests, so it reads no staff file and has no guard. */
@Module({})
export class StaffModule {
  static readonly forRole = oncePerRole(({ web }) => ({
    module: StaffModule,
    imports: [TypeOrmModule.forFeature([StaffPersonRow, StaffSessionRow])],
    controllers: web ? [LoginController, SessionsController] : [],
    providers: web ? PROVIDERS : [],
    exports: web ? [StaffAuthenticator, UploadGuard, FreshTokens, IdentityProvider, StaffSessions] : [],
  }));
}
