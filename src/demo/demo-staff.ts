import { ApiClient, bearer, type Credentials } from './api-client';
import { signInAt } from './sign-in';
import type { StaffLogin } from './staff-accounts';

/**
 * The office's people at the interface. Each signs in through the identity provider, as in a browser, when they are first needed, and again
 * when their session is over: the demo travels over days, and no session lasts that long.
 */
export class DemoStaff {
  private readonly clients = new Map<StaffLogin, ApiClient>();

  /** @param address of the service; @param outsideToken of the ombudsperson, who is no member of the office and comes with a token */
  constructor(
    private readonly address: string,
    private readonly outsideToken: string,
  ) {}

  as(login: StaffLogin): ApiClient {
    let client = this.clients.get(login);
    if (!client) this.clients.set(login, (client = new ApiClient(this.address, new Session(this.address, login))));
    return client;
  }

  ombudsperson(): ApiClient {
    return new ApiClient(this.address, bearer(this.outsideToken));
  }
}

class Session implements Credentials {
  private cookie: Promise<string> | null = null;

  constructor(
    private readonly address: string,
    private readonly login: StaffLogin,
  ) {}

  async headers(): Promise<Record<string, string>> {
    // Those who ask at once share one way to the provider.
    this.cookie ??= signInAt(this.address, this.login);
    return { cookie: await this.cookie };
  }

  renew(): void {
    this.cookie = null;
  }
}
