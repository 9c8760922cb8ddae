import type { Config } from './config-shape';
import { type EnvironmentReader, isLoopback } from './environment-reader';

const PUBLIC_RELAYS = 'https://api.drand.sh,https://api2.drand.sh,https://api3.drand.sh,https://drand.cloudflare.com';

export function readHttp(read: EnvironmentReader): Config['http'] {
  const host = read.text('HOST') ?? '127.0.0.1';
  const port = read.integer('PORT', 8080, 0, 65535);
  const given = read.webAddress('PUBLIC_URL', read.text('PUBLIC_URL'));
  if (given === null && !isLoopback(host)) {
    read.problem('PUBLIC_URL', `must be set when HOST is ${host}: letters and receipts carry links to it`);
  }
  if (given !== null && !/^https?:\/\/[^/?#@]+\/?$/.test(given)) {
    read.problem('PUBLIC_URL', 'must be an origin, without path, query or password (https://slots.example.org)');
  }
  const publicUrl = (given ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/$/, '');
  return {
    ...{ host, port, publicUrl, trustProxy: readTrustProxy(read) },
    bodyLimit: read.integer('BODY_LIMIT', 65536, 1024, 100 << 20),
    requestSeconds: read.integer('REQUEST_SECONDS', 120, 1, 3600),
  };
}

function readTrustProxy(read: EnvironmentReader): Config['http']['trustProxy'] {
  const value = read.text('TRUST_PROXY');
  if (value === null || value === 'false' || value === '0') return false;
  if (/^[1-9]$/.test(value)) return Number(value);
  const addresses = value.split(',').map((part) => part.trim());
  if (addresses.every((address) => /^(loopback|linklocal|uniquelocal|[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*(\/\d{1,3})?)$/.test(address))) {
    return addresses;
  }
  read.problem('TRUST_PROXY', 'must be a number of proxies (1 to 9) or their addresses, separated by commas');
  return false;
}

export function readLogOrigin(read: EnvironmentReader): string {
  const origin = read.text('FAIRSLOT_LOG_ORIGIN') ?? 'fairslot.example/log';
  if (!/^[a-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~/-]*)?$/.test(origin)) {
    read.problem('FAIRSLOT_LOG_ORIGIN', 'must be a host name and path without scheme (slots.example.org/log)');
  }
  return origin;
}

export function readRelays(read: EnvironmentReader): string[] {
  const relays = (read.text('DRAND_RELAYS') ?? PUBLIC_RELAYS).split(',').map((relay) => relay.trim().replace(/\/$/, ''));
  for (const relay of relays) read.webAddress('DRAND_RELAYS', relay);
  return relays;
}

export function readMail(read: EnvironmentReader): Config['mail'] {
  const smtpUrl = read.address('SMTP_URL', read.secret('SMTP_URL'), ['smtp', 'smtps']);
  const from = read.text('MAIL_FROM');
  if (smtpUrl !== null && from === null) read.problem('MAIL_FROM', 'must be set when SMTP_URL is');
  if (from !== null && !/^([^<>@\r\n]* <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(from)) {
    read.problem('MAIL_FROM', 'must be an address (slots@example.org) or "Name <slots@example.org>"');
  }
  return { smtpUrl, from: from ?? 'Fairslot <no-reply@fairslot.example>' };
}

export function readSms(read: EnvironmentReader): Config['sms'] {
  const gatewayUrl = read.webAddress('SMS_GATEWAY_URL', read.text('SMS_GATEWAY_URL'));
  const gatewayToken = read.secret('SMS_GATEWAY_TOKEN');
  if ((gatewayUrl === null) !== (gatewayToken === null)) {
    read.problem('SMS_GATEWAY_URL', 'and SMS_GATEWAY_TOKEN belong together: set both or none');
  }
  return { gatewayUrl, gatewayToken };
}

export function readOidc(read: EnvironmentReader): Config['oidc'] {
  const issuer = read.webAddress('OIDC_ISSUER', read.text('OIDC_ISSUER'));
  const clientId = read.text('OIDC_CLIENT_ID');
  const clientSecret = read.secret('OIDC_CLIENT_SECRET');
  const rolesClaim = read.text('OIDC_ROLES_CLAIM') ?? 'realm_access.roles';
  const personClaim = read.text('OIDC_PERSON_CLAIM') ?? 'sub';
  const rolePrefix = read.text('OIDC_ROLE_PREFIX') ?? 'fairslot-';
  const officesClaim = read.text('OIDC_OFFICES_CLAIM');
  const given = [issuer, clientId, clientSecret].filter((value) => value !== null).length;
  if (given !== 0 && given !== 3) read.problem('OIDC_ISSUER', ', OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all or none');
  if (issuer === null || clientId === null || clientSecret === null) return null;
  return { issuer, clientId, clientSecret, personClaim, rolesClaim, rolePrefix, officesClaim };
}
