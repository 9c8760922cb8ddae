import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config';
import { UploadGuard, type UploadSender } from '../../platform/http';
import { readSessionCookie } from './session-cookie';
import { StaffAuthenticator } from './staff-authenticator';

/** Every signed-in member may upload; whether a member's role may do so on this route, the StaffGuard says. */
@Injectable()
export class StaffUploadGuard extends UploadGuard {
  constructor(
    private readonly authenticator: StaffAuthenticator,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  async findUploader({ authorization, cookies }: UploadSender): Promise<string | null> {
    const session = readSessionCookie(cookies, this.config.http.publicUrl);
    return (await this.authenticator.authenticate({ authorization, session }))?.name ?? null;
  }
}
