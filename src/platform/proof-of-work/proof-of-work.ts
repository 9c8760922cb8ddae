import { Inject, Injectable } from '@nestjs/common';
import { createChallenge, type Payload, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { DataSource } from 'typeorm';
import { Clock } from '../clock';
import { CONFIG, type Config } from '../config';
import { KeyedHash } from '../crypto';

/** Seconds a challenge is good for: from looking at the answers to sending them. */
const LASTS = 3600;
/** About a second on a phone of 2020, and a thousand times that for whoever wants a thousand. */
const WORK = { algorithm: 'PBKDF2/SHA-256', cost: 1000, least: 500, most: 1500 } as const;

/**
 * ALTCHA proof of work: a browser computes for a moment, so that sending thousands of forms costs something. Nobody is asked to solve
 * anything. Off unless the office switches it on, and never the only way: whoever has no script goes on without it (docs/adr).
 */
@Injectable()
export class ProofOfWork {
  readonly isOn: boolean;
  private readonly secret: string;
  private readonly keySecret: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    keyedHash: KeyedHash,
    @Inject(CONFIG) config: Config,
  ) {
    this.isOn = config.proofOfWork;
    this.secret = keyedHash.digest('proof-of-work', 'challenge').toString('hex');
    this.keySecret = keyedHash.digest('proof-of-work', 'key').toString('hex');
  }

  /** @param subject what the proof is for; it is worth nothing for anything else  @returns JSON for the browser */
  async challenge(subject: string): Promise<string> {
    const challenge = await createChallenge({
      algorithm: WORK.algorithm,
      cost: WORK.cost,
      counter: randomInt(WORK.most, WORK.least),
      deriveKey,
      // Our own clock decides when it is over, so the library is told of no end.
      data: { subject, until: this.clock.seconds() + LASTS },
      hmacSignatureSecret: this.secret,
      hmacKeySignatureSecret: this.keySecret,
    });
    return JSON.stringify(challenge);
  }

  /**
   * Takes a solution, once.
   * @param proof as the browser has sent it; anything may be in it
   * @returns false for what solves no challenge of ours for this subject, came too late, or was used before
   */
  async use(subject: string, proof: string | undefined): Promise<boolean> {
    const payload = parse(proof);
    if (payload === null) return false;
    const { challenge, solution } = payload;
    const { verified } = await verifySolution({
      challenge,
      solution,
      deriveKey,
      hmacSignatureSecret: this.secret,
      hmacKeySignatureSecret: this.keySecret,
    }).catch(() => ({ verified: false }));
    const { subject: madeFor, until } = challenge.parameters.data ?? {};
    if (!verified || madeFor !== subject || typeof until !== 'number' || until < this.clock.seconds()) return false;
    const [row]: unknown[] = await this.dataSource.query(
      `INSERT INTO used_proofs (nonce, until) VALUES ($1, to_timestamp($2)) ON CONFLICT DO NOTHING RETURNING nonce`,
      [challenge.parameters.nonce, until],
    );
    return row !== undefined;
  }

  /** Whether proofs that nobody could use again have been kept for longer than they could be used. */
  async hasStale(): Promise<boolean> {
    const before = new Date(this.clock.milliseconds() - LASTS * 1000);
    const [row]: { stale: boolean }[] = await this.dataSource.query(`SELECT EXISTS (SELECT FROM used_proofs WHERE until < $1) AS stale`, [
      before,
    ]);
    return row!.stale;
  }

  /** @returns how many used proofs were deleted because nobody could use them again */
  async clearAway(): Promise<number> {
    const result: [unknown[], number] = await this.dataSource.query(`DELETE FROM used_proofs WHERE until < $1`, [this.clock.now()]);
    return result[1];
  }
}

function parse(proof: string | undefined): Payload | null {
  try {
    const payload = JSON.parse(proof ?? '') as Payload | null;
    return typeof payload?.challenge?.parameters?.nonce === 'string' ? payload : null;
  } catch {
    return null;
  }
}
