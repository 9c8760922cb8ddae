import { Injectable } from '@nestjs/common';
import { UploadGuard, type UploadSender } from '../../platform/http';
import { readSessionCookie } from './session-cookie';
import { StaffAuthenticator } from './staff-authenticator';

/** Every signed-in member may upload; whether a member's role may do so on this route, the StaffGuard says. */
@Injectable()
export class StaffUploadGuard extends UploadGuard {
  constructor(private readonly authenticator: StaffAuthenticator) {
    super();
  }

  async findUploader({ authorization, cookies }: UploadSender): Promise<string | null> {
    return (await this.authenticator.authenticate({ authorization, session: readSessionCookie(cookies) }))?.name ?? null;
  }
}
