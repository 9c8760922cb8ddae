import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import {
  CoreError,
  DEFAULT_TRUST,
  drawRecord,
  parseAnnouncement,
  parseFreeze,
  parseReceipt,
  parseTrust,
  type Receipt,
  type Trust,
  verifyReceiptSignature,
  verifyRecord,
} from '../core';
import { readRecord } from './read-record';
import { reportText } from './report-text';
import type { Language } from './words';

/** Where the commands write, so that tests can read it. */
export interface Output {
  out: (text: string) => void;
  err: (text: string) => void;
}

export interface VerifyOptions {
  receipt?: string;
  trust?: string;
  json?: boolean;
  lang: Language;
}

/** Exit codes of PROTOCOL 9. */
const EXIT = { verified: 0, failed: 1, replayed: 3 } as const;
const UNUSABLE = 2;

/**
 * `fairslot verify RECORD`: all checks on one record. Needs no service, no database and no network.
 * @returns the exit code: 0 verified, 3 replayed, 1 failed, 2 unusable input
 */
export function runVerify(record: string, options: VerifyOptions, { out, err }: Output): number {
  try {
    const files = readRecord(record);
    const trust: Trust = options.trust === undefined ? DEFAULT_TRUST : parseTrust(readInput(options.trust, 'trust.malformed'));
    const receipt: Receipt | null = options.receipt === undefined ? null : parseReceipt(readInput(options.receipt, 'receipt.malformed'));
    const signed = receipt !== null && verifyReceiptSignature(receipt, trust);
    const report = verifyRecord(files, trust, receipt);
    if (options.json) {
      const { verdict, drawId, chain, seed, checks } = report;
      out(`${JSON.stringify({ verdict, drawId, chain, seed, checks })}\n`);
    } else {
      out(reportText(report, options.lang, { given: receipt !== null, signed }));
    }
    return EXIT[report.verdict];
  } catch (error) {
    return reportUnusable(error, options.json === true, { out, err });
  }
}

/**
 * `fairslot draw FOLDER`: computes result.txt from the other files and writes it there, or prints it.
 * @returns the exit code: 0, or 2 for input from which nothing can be drawn
 */
export function runDraw(folder: string, options: { print?: boolean }, { out, err }: Output): number {
  try {
    const { file, lines } = drawRecord(readRecord(folder));
    const served = lines.filter((line) => line.pot !== null).length;
    if (options.print) out(Buffer.from(file).toString('ascii'));
    else {
      writeFileSync(join(folder, 'result.txt'), file);
      out(`result.txt written: ${lines.length} entries ranked, ${served} served.\n`);
    }
    return 0;
  } catch (error) {
    return reportUnusable(error, false, { out, err });
  }
}

/**
 * `fairslot inspect RECORD`: the record's main figures. Checks nothing.
 * @returns the exit code: 0, or 2 for unusable input
 */
export function runInspect(record: string, { out, err }: Output): number {
  try {
    const files = readRecord(record);
    const announcement = parseAnnouncement(requireFile(files, 'announcement.json'));
    const freeze = parseFreeze(requireFile(files, 'freeze.json'));
    const { timetable, beacon, tickets, passes } = announcement;
    out(
      [
        freeze.drawId,
        announcement.title,
        `registration   ${timetable.opensAt} to ${timetable.closesAt}`,
        `frozen         ${freeze.frozenAt}: ${freeze.entries.count} entries, ${freeze.entries.tickets} tickets, ${freeze.slots.count} slots`,
        `beacon         round ${freeze.round} of ${beacon.kind} chain ${beacon.chainHash.slice(0, 16)}…`,
        `tickets        rule ${tickets.rule}, allowed ${tickets.allowed.join(' ')}`,
        `passes         ${passes.map((pass) => `${pass.pot} from ${pass.from.join('+')}${pass.max === undefined ? '' : ` at most ${pass.max}`}`).join('; ')}`,
        `contributors   ${freeze.commitments.map((commitment) => commitment.contributor).join(', ') || 'none'}`,
        `files          ${[...files.keys()].sort().join(' ')}`,
        '',
        'Nothing was checked. For that: fairslot verify',
        '',
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    return reportUnusable(error, false, { out, err });
  }
}

function requireFile(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const content = files.get(name);
  if (!content) throw new CoreError('record.missing-file', { expected: name, actual: 'nothing' });
  return content;
}

function readInput(path: string, code: 'trust.malformed' | 'receipt.malformed'): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new CoreError(code, { expected: 'a file that can be read', actual: path });
  }
}

function reportUnusable(error: unknown, json: boolean, { out, err }: Output): number {
  if (!(error instanceof CoreError)) throw error;
  const { code, message } = error;
  if (json) out(`${JSON.stringify({ verdict: 'unusable', code, reason: message })}\n`);
  else err(`${message}\n`);
  return UNUSABLE;
}

/**
 * The command line of the verifier, as `fairslot verify|draw|inspect …`.
 * @param args what follows the command
 * @returns the exit code
 */
export function runVerifierCli(command: 'draw' | 'verify' | 'inspect', args: readonly string[]): number {
  const output: Output = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };
  let code = UNUSABLE;
  const program = new Command(`fairslot ${command}`).exitOverride().showHelpAfterError();
  if (command === 'verify') {
    program
      .description('Checks the public record of a draw. Exit code: 0 verified, 3 replayed, 1 failed, 2 unusable input.')
      .argument('<record>', 'folder or .zip')
      .option('--receipt <file>', 'your receipt: finds your own ticket, and stays on this machine')
      .option('--trust <file>', 'chains, logs and witnesses that you trust (default: drand quicknet, no log, no witness)')
      .option('--json', 'for machines')
      .addOption(new Option('--lang <language>', 'language of the text').choices(['de', 'en']).default('en'))
      .action((record: string, options: VerifyOptions) => {
        code = runVerify(record, options, output);
      });
  } else if (command === 'draw') {
    program
      .description('Computes result.txt from the other files of a record.')
      .argument('<folder>')
      .option('--print', 'print it instead of writing it')
      .action((folder: string, options: { print?: boolean }) => {
        code = runDraw(folder, options, output);
      });
  } else {
    program
      .description("Shows a record's main figures. Checks nothing.")
      .argument('<record>', 'folder or .zip')
      .action((record: string) => {
        code = runInspect(record, output);
      });
  }
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : UNUSABLE;
  }
  return code;
}
