import { Inject, Injectable, Optional } from '@nestjs/common';
import * as oidc from 'openid-client';
import { CONFIG, type Config, type OidcConfig } from '../../../platform/config';
import { DomainError } from '../../../platform/http';
import { AppLogger } from '../../../platform/logging';
import type { SignedIn } from '../sessions/staff-sessions.service';
import { loginRefused, loginUnavailable } from '../staff.errors';
import { readDisplayName, readOffices, readPerson, readRoles } from './claims';

/** What has to be remembered between leaving for the provider and coming back. Sealed into a cookie; never sent elsewhere. */
export interface LoginAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Seconds that the provider has to answer. */
const PATIENCE = 10;
/** A provider that says this of itself gives everybody every role. */
const DEMO_MARK = 'fairslot_demonstration';
/** Injection token: whether such a provider may be used. Provided, as true, by demos and tests only. */
export const DEMO_PROVIDER_ALLOWED = Symbol('DEMO_PROVIDER_ALLOWED');

/** The office's OpenID Connect provider: authorization code flow with PKCE, state and nonce. */
@Injectable()
export class IdentityProvider {
  private discovered: Promise<oidc.Configuration> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly logger: AppLogger,
    @Optional() @Inject(DEMO_PROVIDER_ALLOWED) private readonly demoAllowed: boolean = false,
  ) {
    if (config.oidc === null) logger.warn('no OpenID Connect provider is configured: staff can not sign in with a browser');
  }

  /** @returns where to send the browser, and what to remember until it comes back */
  async begin(): Promise<{ address: URL; attempt: LoginAttempt }> {
    const provider = await this.discover();
    const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
    const address = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: this.callbackAddress,
      scope: 'openid profile',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { address, attempt };
  }

  /**
   * Finishes a login: exchanges the code, checks the token's signature, audience, nonce and times, and reads the roles.
   * @param query what the browser brought back, from the "?" on
   * @throws DomainError `staff.login-refused`, `staff.login-unavailable`
   */
  async finish(query: string, attempt: LoginAttempt): Promise<SignedIn> {
    const settings = this.settings;
    const provider = await this.discover();
    const tokens = await oidc
      .authorizationCodeGrant(provider, new URL(`${this.callbackAddress}${query}`), {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        this.logger.warn('a login was not completed', error);
        throw loginRefused('not-completed');
      });
    return this.read(tokens.claims()!, tokens.id_token!, settings);
  }

  /** Whoever is refused sees no reason; whoever sets the provider up needs one. */
  private read(claims: oidc.IDToken, idToken: string, settings: OidcConfig): SignedIn {
    try {
      return {
        issuer: claims.iss,
        person: readPerson(claims, settings),
        roles: readRoles(claims, settings),
        offices: readOffices(claims, settings),
        displayName: readDisplayName(claims),
        idToken,
      };
    } catch (error) {
      if (error instanceof DomainError) this.logger.warn('a login was refused', { ...error.details });
      throw error;
    }
  }

  /** Where the browser goes so that the provider ends its own session too; null where the provider has no such address. */
  async logoutAddress(idToken: string): Promise<URL | null> {
    const provider = await this.discover();
    if (provider.serverMetadata().end_session_endpoint === undefined) return null;
    return oidc.buildEndSessionUrl(provider, { id_token_hint: idToken, post_logout_redirect_uri: `${this.config.http.publicUrl}/` });
  }

  private get settings(): OidcConfig {
    if (this.config.oidc === null) throw loginUnavailable();
    return this.config.oidc;
  }

  private get callbackAddress(): string {
    return `${this.config.http.publicUrl}/staff/callback`;
  }

  /** Asked once; a provider that was away is asked again by the next login. */
  private async discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    this.discovered ??= oidc
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: PATIENCE,
        // The configuration accepts plain http for this machine only.
        execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
      })
      .then((found) => this.refuseDemonstration(found));
    try {
      return await this.discovered;
    } catch (error) {
      this.discovered = null;
      this.logger.error('the identity provider can not be used', error);
      throw loginUnavailable();
    }
  }

  private refuseDemonstration(found: oidc.Configuration): oidc.Configuration {
    if (found.serverMetadata()[DEMO_MARK] === true && !this.demoAllowed) {
      throw new Error('OIDC_ISSUER is a demonstration: it gives every role to everybody who asks');
    }
    return found;
  }
}
