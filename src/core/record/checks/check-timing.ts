import { timeOfRound } from '../../beacon';
import { parseTime } from '../../encoding/time';
import { hexFromBytes } from '../../encoding/hex';
import { CoreError } from '../../errors';
import { parseVerifierKey, verifyCosignature, type Note } from '../../note';
import { LOGGED_STEPS, type LoggedStep, type RecordFiles } from '../files';
import { describeTime } from '../timetable';
import type { Trust } from '../trust';
import type { AnnouncedDraw } from './check-announcement';
import { NotChecked } from './check-line';
import { readLoggedStep, type LoggedEntry } from './logged-step';

/**
 * Line 4: announcement, freeze and reveal were in the announced log, and enough witnesses whom the reader trusts saw them
 * there before their moments (log.md, verification.md). Otherwise an office could choose among outcomes after the round. Throws
 * `timing.*`.
 */
export function checkTiming(files: RecordFiles, draw: AnnouncedDraw, trust: Trust): NotChecked | undefined {
  const { announcement, freeze, times } = draw;
  if (parseTime(freeze.frozenAt) >= times.revealBy) {
    throw new CoreError('timing.freeze-late', { expected: `before ${describeTime(times.revealBy)}`, actual: freeze.frozenAt });
  }
  const isLogged = LOGGED_STEPS.every((step) => files.has(`log/${step}.json`) && files.has(`log/${step}.tlog-proof`));
  if (!isLogged) return new NotChecked('timing.no-log', "no log proofs: the times are the office's own word");
  const entries = LOGGED_STEPS.map((step) => readLoggedStep(step, files, draw)!);
  assertOrder(entries);
  if (!trust.logs.includes(announcement.log.key)) {
    return new NotChecked('timing.log-untrusted', 'the announced log is none that you trust');
  }
  const moments: Readonly<Record<LoggedStep, number>> = {
    announced: parseTime(announcement.timetable.opensAt),
    frozen: times.revealBy,
    revealed: timeOfRound(announcement.beacon, times.round),
  };
  for (const [place, step] of LOGGED_STEPS.entries()) {
    const missing = assertWitnessed(entries[place]!.checkpoint, moments[step], trust);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** An entry can only be logged after what it builds on; a later place in the log is a later time. */
function assertOrder(entries: readonly LoggedEntry[]): void {
  const places = entries.map((entry) => entry.index);
  if (!places.every((index, place) => place === 0 || index > places[place - 1]!)) {
    throw new CoreError('timing.order', { expected: 'announced, frozen, revealed', actual: places.join() });
  }
}

/** Throws `timing.late` if enough trusted witnesses cosigned the checkpoint, but too few of them before the moment. */
function assertWitnessed(checkpoint: Note, moment: number, trust: Trust): NotChecked | undefined {
  // By public key: one witness under two names is one witness.
  const seenAt = new Map<string, number>();
  for (const witness of trust.witnesses.map(parseVerifierKey)) {
    const time = verifyCosignature(checkpoint, witness);
    const key = hexFromBytes(witness.publicKey);
    if (time !== null) seenAt.set(key, Math.min(time, seenAt.get(key) ?? time));
  }
  if (seenAt.size < trust.quorum) {
    return new NotChecked('timing.quorum', `${seenAt.size} of ${trust.quorum} trusted witnesses: the times are the office's own word`);
  }
  const inTime = [...seenAt.values()].filter((time) => time < moment).length;
  if (inTime < trust.quorum) {
    throw new CoreError('timing.late', { expected: `${trust.quorum} witnesses before ${describeTime(moment)}`, actual: `${inTime}` });
  }
  return undefined;
}
