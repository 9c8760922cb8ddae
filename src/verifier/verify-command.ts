import type { Language } from './languages';
import { EXIT, type Output } from './output';
import { readInput, readRecord } from './read-record';
import { reportText, unusableText } from './report-text';
import { unusable, verify } from './verify';

export interface VerifyOptions {
  receipt?: string;
  trust?: string;
  json?: boolean;
  lang: Language;
}

/**
 * `fairslot verify RECORD`: all checks on one record. Needs no service, no database and no network.
 *
 * @returns the exit code: 0 verified, 3 replayed, 1 failed, 2 unusable input
 */
export function runVerify(record: string, { receipt, trust, json = false, lang }: VerifyOptions, { out, err }: Output): number {
  try {
    const verification = verify(() => readRecord(record), {
      trust: trust === undefined ? undefined : readInput(trust, 'trust.malformed'),
      receipt: receipt === undefined ? undefined : readInput(receipt, 'receipt.malformed'),
    });
    const { verdict, drawId, chain, seed, checks } = verification.report;
    out(json ? `${JSON.stringify({ verdict, drawId, chain, seed, checks })}\n` : reportText(verification, lang));
    return EXIT[verdict];
  } catch (error) {
    const answer = unusable(error);
    if (json) out(`${JSON.stringify(answer)}\n`);
    else err(unusableText(answer, lang));
    return EXIT.unusable;
  }
}
