export { CryptoModule } from './crypto.module';
export { Envelope, EnvelopeError } from './envelope';
export { KeyedHash } from './keyed-hash';
export { fingerprintOf } from './keys-fingerprint';
export { equalSecrets, randomBytes, randomCode, randomToken, sha256 } from './tokens';
