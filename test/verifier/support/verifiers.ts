import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runVerify } from '../../../src/verifier/cli';
import type { OldBrowser } from './old-browser';

export const ROOT = resolve(__dirname, '../../..');

/** What a verifier is given, by path. */
export interface Inputs {
  readonly record: string;
  readonly trust: string | null;
  readonly receipt: string | null;
}

export interface ReportLine {
  readonly check: string;
  readonly outcome: 'passed' | 'failed' | 'not-checked';
  readonly code?: string;
}

/** What all three verifiers say in the same words; `checks` unless the input is unusable, `code` only then. */
export interface AnyReport {
  readonly verdict: 'verified' | 'replayed' | 'failed' | 'unusable';
  readonly code?: string;
  readonly drawId?: string | null;
  readonly chain?: 'trusted' | 'untrusted' | 'practice' | null;
  readonly seed?: string | null;
  readonly checks?: readonly ReportLine[];
}

/** `fairslot verify … --json`, in this process. */
export function verifyByCommand({ record, trust, receipt }: Inputs): AnyReport {
  let output = '';
  const say = (text: string): void => void (output += text);
  runVerify(record, { json: true, lang: 'en', ...(trust && { trust }), ...(receipt && { receipt }) }, { out: say, err: say });
  return JSON.parse(output) as AnyReport;
}

/** The bundle in an old browser, which gets bytes instead of paths. */
export function verifyByBundle(browser: OldBrowser, zip: Uint8Array, { trust, receipt }: Omit<Inputs, 'record'>): AnyReport {
  const read = (path: string): Uint8Array => browser.bytes(readFileSync(path));
  const inputs = { ...(trust && { trust: read(trust) }), ...(receipt && { receipt: read(receipt) }) };
  return browser.bundle.verifyZip(browser.bytes(zip), inputs) as AnyReport;
}

/** `reference/verify.py` on all inputs, each with its own trust and receipt, in one process. */
export function verifyByReference(inputs: readonly Inputs[]): Promise<AnyReport[]> {
  return readReports(
    [join(ROOT, 'test/verifier/verify_many.py')],
    inputs.map((each) => JSON.stringify(each)),
  );
}

/** `reference/verify.py --batch`. */
export function verifyByReferenceBatch(records: readonly string[], trust: string): Promise<AnyReport[]> {
  return readReports([join(ROOT, 'reference/verify.py'), '--batch', '--trust', trust], records);
}

async function readReports(args: readonly string[], lines: readonly string[]): Promise<AnyReport[]> {
  const python = spawn('python3', [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const [output, errors]: [Buffer[], Buffer[]] = [[], []];
  python.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  python.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  python.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const code = await new Promise((ended, failed) => python.once('error', failed).once('close', ended));
  const complaint = Buffer.concat(errors).toString();
  if (code !== 0 || complaint !== '') throw new Error(`verify.py ended with ${String(code)}: ${complaint}`);
  const reports = Buffer.concat(output).toString().split('\n').slice(0, -1);
  return reports.map((report) => JSON.parse(report) as AnyReport);
}

/** Builds the browser's bundle. @returns its code, and what the script says about its size */
export function buildBundle(folder: string): { code: string; said: string } {
  const file = join(folder, 'verifier.js');
  const said = execFileSync(process.execPath, [join(ROOT, 'scripts/build-verifier.mjs'), file], { encoding: 'utf8' });
  return { code: readFileSync(file, 'utf8'), said };
}

/** The same with a memory of beacon signatures, which are most of the work. @returns its code */
export function buildBundleWithMemory(folder: string): string {
  const file = join(folder, 'verifier-with-memory.js');
  execFileSync(process.execPath, [join(__dirname, 'bundle-with-memory.mjs'), file]);
  return readFileSync(file, 'utf8');
}

/** What has to be the same in all reports: everything but the words. */
export function essence({ verdict, code, drawId, chain, seed, checks }: AnyReport): object {
  if (checks === undefined) return { verdict, code };
  const lines = checks.map((line) => [line.check, line.outcome, line.code ?? '-'].join(' '));
  return { verdict, drawId, chain, seed, lines };
}
