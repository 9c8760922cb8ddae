import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { deriveKeyId, deriveVerifierKey, formatTime, formatVerifierKey, NOTE_SIGNATURE } from '../../core';
import { KEYS, type Keys } from '../../platform/config';
import { sha256 } from '../../platform/crypto';
import { LOG_IDENTITY, type LogIdentity } from '../audit-log';

/** RFC 8410: what stands before the 32-byte seed in a PKCS #8 Ed25519 key. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What a receipt says (docs/spec, receipt). */
export interface ReceiptFacts {
  /** `<authority>/<service>` */
  readonly service: string;
  readonly registrationId: string;
  /** Unix seconds. */
  readonly receivedAt: number;
  /** 64 hex digits. */
  readonly receiptSecret: string;
  /** `surname|given names|birth date|case number` */
  readonly identity: string;
  readonly legalEffect: 'none' | 'application';
}

/**
 * Signs receipts: C2SP signed notes under the key `<log origin>/receipts`, so that a person can prove what the office has
 * taken in and when, and a registration can't be dropped in silence. Signed and written down here and not by the core
 * (a test compares the two), because the core's ways, made for clarity, take several times as long, and everybody who
 * registers waits for it. Signed where we stand and not on the thread pool: handing 22 µs of work to another thread and
 * taking it back costs more than that, and whoever has more cores starts another `web` process.
 */
@Injectable()
export class ReceiptSigner {
  /** The key that verifies receipts, in the form verifiers are given. */
  readonly verifierKey: string;
  private readonly name: string;
  private readonly keyId: Buffer;
  private readonly privateKey: KeyObject;

  constructor(@Inject(KEYS) keys: Keys, @Inject(LOG_IDENTITY) log: LogIdentity) {
    this.name = `${log.origin}/receipts`;
    const key = deriveVerifierKey({ name: this.name, seed: keys.receiptSigningSeed }, NOTE_SIGNATURE);
    this.verifierKey = formatVerifierKey(key);
    this.keyId = Buffer.from(deriveKeyId(key), 'hex');
    const der = Buffer.concat([PKCS8_ED25519, keys.receiptSigningSeed]);
    this.privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  /** @returns the signed note, and its hash as the log takes it (of the text, so that another signature changes nothing) */
  sign(facts: ReceiptFacts): { note: string; hash: Buffer } {
    const text = `${JSON.stringify({
      protocol: 'fairslot/v1',
      kind: 'receipt',
      service: facts.service,
      registration: facts.registrationId,
      receivedAt: formatTime(facts.receivedAt),
      receiptSecret: facts.receiptSecret,
      identity: facts.identity,
      legalEffect: facts.legalEffect,
    })}\n`;
    const bytes = Buffer.from(text, 'utf8');
    const signature = sign(null, bytes, this.privateKey);
    const line = Buffer.concat([this.keyId, signature]).toString('base64');
    return { note: `${text}\n\u2014 ${this.name} ${line}\n`, hash: sha256(bytes) };
  }
}
