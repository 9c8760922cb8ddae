import type { Authority } from './authority';
import type { Retention } from './retention';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything the environment decides, parsed once. Frozen: nobody changes it while the process runs. */
export interface Config {
  /** Absolute. Holds the embedded database, the keys, and the mail and SMS folders. */
  readonly dataFolder: string;
  readonly keysFile: string;
  /** Who runs this installation: name, phone, logo, colour. */
  readonly authority: Authority;
  readonly staffFile: string;
  readonly http: {
    readonly host: string;
    /** 0 lets the system choose a free one. */
    readonly port: number;
    /** Origin (no trailing slash) used in links that leave the process. */
    readonly publicUrl: string;
    /** false, a number of proxies, or the proxies' addresses; "trust everybody" can't be configured. */
    readonly trustProxy: false | number | string[];
    /** Bytes. */
    readonly bodyLimit: number;
    /** Seconds in which a request has to have arrived whole. */
    readonly requestSeconds: number;
  };
  /** null: PostgreSQL runs embedded. */
  readonly databaseUrl: string | null;
  /** The tables' owner, for migrations; null: whoever `databaseUrl` names. */
  readonly migrationDatabaseUrl: string | null;
  /** null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  /** Name of the transparency log, as in the first line of its checkpoints. */
  readonly logOrigin: string;
  readonly beacon: { readonly kind: 'drand' | 'practice'; readonly relays: readonly string[] };
  /** smtpUrl null: letters are written to `<dataFolder>/mail`. */
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  /** gatewayUrl null: messages are written to `<dataFolder>/sms`. */
  readonly sms: { readonly gatewayUrl: string | null; readonly gatewayToken: string | null };
  /** Letters a day that anybody can make go to one contact by registering; every one confirmed from there adds its own two. */
  readonly lettersPerContact: number;
  /** Days that somebody has to object before their registration can be excluded; a letter on paper adds its way. */
  readonly objectionDays: number;
  /** Days that the holder of an appointment has to answer before it can be revoked; a letter on paper adds its way. */
  readonly hearingDays: number;
  /** Days before an appointment on which people are reminded of it; 0: never. */
  readonly reminderDays: number;
  /** How staff sign in with a browser; null: not at all, bearer tokens of the staff file only. */
  readonly oidc: OidcConfig | null;
  readonly staffSessions: {
    /** Seconds without a request after which a session is over. */
    readonly idleSeconds: number;
    /** Seconds after which every session is over. */
    readonly longestSeconds: number;
  };
  /** Days that what is kept (`RETENTION_CLASSES`). */
  readonly retention: Retention;
  /** Browsers at busy addresses are asked for a moment's computing before they register. */
  readonly proofOfWork: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Seconds that a worker which is not heard of keeps its job. */
  readonly queueLockSeconds: number;
  /** Seconds between two looks for work the queue may have lost. */
  readonly sweepSeconds: number;
}

/** An OpenID Connect provider, Keycloak and Entra among them. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names the person behind an account: `sub`, or an employee number where people have several accounts. Never reused. */
  readonly personClaim: string;
  /** Where in the id token the roles stand: `realm_access.roles` (Keycloak), `roles` (Entra). */
  readonly rolesClaim: string;
  /** What every role's name begins with there (`fairslot-clerk`); the rest is one of ours. */
  readonly rolePrefix: string;
  /** Where the slugs of somebody's offices stand; null: roles are good for all offices. */
  readonly officesClaim: string | null;
}
