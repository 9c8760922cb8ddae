import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runVerify } from '../verifier/cli';
import { type Found } from './act-3-draw';
import { type Story, WINDOW } from './story';

/** Exit codes that mean "nothing wrong": verified, or replayed where something could not be checked. */
const GOOD = [0, 3];

/** Both draws, each with the receipt of somebody whom it served. */
export async function verifyRecords(story: Story, served: readonly (Found | undefined)[]): Promise<void> {
  const done: Verification[] = [];
  for (const [number, somebody] of served.entries()) if (somebody) done.push(await verifyTwice(story, number, somebody));
  const good = done.filter((one) => one.good).length;
  const programs = Math.min(2, ...done.map((one) => one.programs));
  const figures = `${good} of ${served.length} records, by ${programs} ${programs === 1 ? 'program (python3 is missing)' : 'programs'}`;
  story.promises.judge('verified', done.length > 0 && good === served.length, figures);
}

/** What verifiers said of a record. */
interface Verification {
  /** Whether everything that ran agrees that nothing is wrong. */
  good: boolean;
  /** How many programs looked at it: one where there is no python3. */
  programs: number;
}

/** Takes the record as anybody could, from the public interface, and verifies it with both verifiers and one person's receipt. */
async function verifyTwice(story: Story, number: number, somebody: Found): Promise<Verification> {
  const { narrator, everybody, service } = story;
  narrator.chapter(`The record of draw ${number}, verified twice`);
  const folder = join(service.folder, 'records');
  mkdirSync(folder, { recursive: true });
  const record = join(folder, `draw-${number}.zip`);
  const receipt = join(folder, `receipt-of-draw-${number}.txt`);
  writeFileSync(record, await everybody.getBytes(`/api/windows/${WINDOW}/draws/${number}/record.zip`));
  writeFileSync(receipt, somebody.person.receipt);
  narrator.say(`record: ${record}`);
  narrator.say(`one person's receipt: ${receipt}`);

  const write = (text: string): void => void process.stdout.write(text.replaceAll(/^(?=.)/gm, '        '));
  narrator.say('the built-in verifier says:');
  const builtIn = runVerify(record, { receipt, lang: 'en' }, { out: write, err: write });
  narrator.say('reference/verify.py says:');
  const script = join(__dirname, '..', '..', 'reference', 'verify.py');
  const python = spawnSync('python3', [script, record, '--receipt', receipt], { encoding: 'utf8' });
  if (python.error) {
    narrator.say('python3 is not installed here, so the second, independent verifier did not run');
    return { good: GOOD.includes(builtIn), programs: 1 };
  }
  write(python.stdout + python.stderr);
  const agree = builtIn === python.status;
  narrator.say(agree ? 'both verifiers agree' : `the verifiers DISAGREE: exit codes ${builtIn} and ${python.status}`);
  return { good: agree && GOOD.includes(builtIn), programs: 2 };
}
