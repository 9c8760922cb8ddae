import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';

/** Somebody who can sign in at the demonstration: whoever knows the name is in. */
export interface DemoAccount {
  /** What they type. */
  readonly login: string;
  /** Two accounts with one employee number are one person. */
  readonly employee: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly offices?: readonly string[];
  /** In the shape of another provider's tokens: `roles`, `groups`, `oid`. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface DemoIdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
}

const CLIENT = { id: 'fairslot', secret: 'only-for-demonstrations-of-this-service' };

/**
 * An OpenID Connect provider for demonstrations and tests: real protocol, no passwords. It says in its own metadata that it is one, and the
 * service refuses such a provider unless it runs as a demo or a test itself.
 *
 * @param publicUrl origin of the service; browsers are sent back there and nowhere else
 * @param accounts who there is; anybody else is refused
 */
export async function startDemoIdentityProvider(
  publicUrl: string,
  accounts: readonly DemoAccount[],
  port = 0,
): Promise<DemoIdentityProvider> {
  // The issuer's name has the port in it, which is known only when somebody listens.
  const server = createServer();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await quietly(() => makeProvider(issuer, publicUrl, accounts));
  server.on('request', (request, response) => void provider.callback()(request, response));
  return { issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, stop: () => stop(server) };
}

async function makeProvider(issuer: string, publicUrl: string, accounts: readonly DemoAccount[]): Promise<Provider> {
  const { default: OpenIdProvider } = await import('oidc-provider');
  return new OpenIdProvider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${publicUrl}/staff/callback`],
        post_logout_redirect_uris: [`${publicUrl}/`],
      },
    ],
    cookies: { keys: ['demo'] },
    claims: { openid: ['sub'], profile: ['name', 'employee_number', 'realm_access', 'offices', 'roles', 'groups', 'oid'] },
    conformIdTokenClaims: false,
    discovery: { fairslot_demonstration: true },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true, logoutSource: showLogout } },
    // Whoever signs in has agreed: there is nothing to ask in a demonstration.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client!.clientId,
        accountId: context.oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    findAccount: (_context, login) => {
      const account = accounts.find((each) => each.login === login);
      if (!account) return undefined;
      const { employee, name, roles, offices = [], claims: more } = account;
      const claims = {
        sub: login,
        employee_number: employee,
        name,
        realm_access: { roles: roles.map((role) => `fairslot-${role}`) },
        offices: [...offices],
        ...more,
      };
      return { accountId: login, claims: () => claims };
    },
    ttl: { Interaction: 600, Session: 3600, Grant: 3600, AccessToken: 600, IdToken: 600 },
  });
}

/** The library warns at its start of everything that makes it unfit for real use; here, that is what it is for. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  const silent = { warn: () => undefined, info: () => undefined };
  Object.assign(console, silent);
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

/** @param form the library's, without a button */
function showLogout(context: { body?: unknown }, form: string): void {
  const button = '<button name="logout" value="yes" form="op.logoutForm">Abmelden / Sign out</button>';
  context.body = `<!DOCTYPE html><html lang="de"><head><title>Abmelden</title></head><body>${form}${button}</body></html>`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}
