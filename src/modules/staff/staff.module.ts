import { Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CONFIG, type Config } from '../../platform/config';
import { UploadGuard } from '../../platform/http';
import { oncePerRole } from '../../platform/role';
import { FreshTokens, SHOW_TEXT, STAFF_ROSTER } from './fresh-tokens';
import { StaffAuthenticator } from './staff-authenticator';
import { openStaffFile, type StaffRoster } from './staff-file';
import { StaffGuard } from './staff.guard';
import { StaffUploadGuard } from './staff-upload-guard';
import { TokenAuthenticator } from './token-authenticator';

const PROVIDERS: Provider[] = [
  { provide: STAFF_ROSTER, useFactory: (config: Config) => openStaffFile(config.staffFile), inject: [CONFIG] },
  { provide: SHOW_TEXT, useValue: (text: string) => void process.stdout.write(text) },
  {
    provide: StaffAuthenticator,
    useFactory: (roster: StaffRoster) => new TokenAuthenticator(roster.records),
    inject: [STAFF_ROSTER],
  },
  { provide: UploadGuard, useClass: StaffUploadGuard },
  { provide: APP_GUARD, useClass: StaffGuard },
  FreshTokens,
];

/**
 * Who may call what. Login proper replaces the provider of {@link StaffAuthenticator} here and nothing elsewhere.
 * A worker takes no requests, so it reads no staff file and has no guard.
 */
@Module({})
export class StaffModule {
  static readonly forRole = oncePerRole(({ web }) => ({
    module: StaffModule,
    providers: web ? PROVIDERS : [],
    exports: web ? [StaffAuthenticator, UploadGuard, FreshTokens] : [],
  }));
}
