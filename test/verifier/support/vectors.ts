import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './verifiers';

const VECTORS = join(ROOT, 'test/vectors');

/** What a verifier has to say (test/vectors/README.md, "Expectations"). */
export interface Expectation {
  readonly verdict: string;
  readonly check: string | null;
  readonly code: string | null;
  readonly also?: Readonly<Record<string, string>>;
  readonly chain?: string;
}

/** One input of test/vectors and what it leads to. */
export interface Vector {
  readonly name: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Path of the reader's trust file. */
  readonly trust: string | null;
  /** Content of the receipt file. */
  readonly receipt: string | null;
  readonly expect: Expectation;
}

type Edit = { readonly file: string } & (
  | { readonly op: 'set' | 'append'; readonly text: string }
  | { readonly op: 'remove-file' }
  | { readonly op: 'replace-text'; readonly find: string; readonly with: string; readonly all?: boolean }
  | { readonly op: 'replace-bytes'; readonly offset: number; readonly remove: number; readonly hex: string }
);

interface Mutation {
  readonly name: string;
  readonly base: string;
  readonly edits: readonly Edit[];
  readonly trust?: string;
  readonly receipt?: string;
  readonly expect: Expectation;
}

const readJson = <T>(name: string): T => JSON.parse(readFileSync(join(VECTORS, name), 'utf8')) as T;
const pathOf = (trust: string | null | undefined): string | null => (trust ? join(VECTORS, trust) : null);

/** Path of a whole record of test/vectors, such as `protocol/tiny` or `logged/witnessed`. */
export function vectorPath(name: string): string {
  return join(VECTORS, name);
}

/** The files of a folder and its folders by their names inside. */
export function readFolder(folder: string): Map<string, Uint8Array> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))]));
}

/** The records of `protocol/` as they are, and those of `logged/` under every trust. */
export function loadRecords(): Vector[] {
  const protocol = ['tiny', 'pots', 'refill', 'empty'].map((name) => mutate('protocol', { name, base: name, edits: [], expect: REPLAYED }));
  const logged = readJson<{ name: string; trust: string | null; expect: Expectation }[]>('logged/index.json').map(
    ({ name, trust, expect }) => ({
      name: `${name} under ${trust ?? 'the built-in trust'}`,
      files: readFolder(vectorPath(`logged/${name}`)),
      trust: pathOf(trust),
      receipt: null,
      expect,
    }),
  );
  return [...protocol, ...logged];
}

/** Every mutation of both. */
export function loadMutations(): Vector[] {
  return [
    ...readJson<Mutation[]>('mutations/index.json').map((mutation) => mutate('protocol', mutation)),
    ...readJson<Mutation[]>('logged/mutations.json').map((mutation) => mutate('logged', mutation)),
  ];
}

const REPLAYED: Expectation = { verdict: 'replayed', check: 'timing', code: 'timing.no-log', chain: 'trusted' };

function mutate(folder: string, { name, base, edits, trust, receipt, expect }: Mutation): Vector {
  const files = readFolder(vectorPath(`${folder}/${base}`));
  for (const edit of edits) applyEdit(files, edit);
  return { name, files, trust: pathOf(trust), receipt: receipt ?? null, expect };
}

/** One operation of test/vectors/README.md. An edit that does not find what it names is a fault of the test data. */
function applyEdit(files: Map<string, Uint8Array>, edit: Edit): void {
  const old = Buffer.from(files.get(edit.file) ?? []);
  const set = (...parts: readonly Uint8Array[]): void => void files.set(edit.file, new Uint8Array(Buffer.concat(parts)));
  if (edit.op !== 'set' && !files.has(edit.file)) throw new Error(`${edit.file} is not there`);
  switch (edit.op) {
    case 'set':
      return set(Buffer.from(edit.text));
    case 'append':
      return set(old, Buffer.from(edit.text));
    case 'remove-file':
      return void files.delete(edit.file);
    case 'replace-text': {
      const parts = old.toString('latin1').split(Buffer.from(edit.find).toString('latin1'));
      if (edit.all ? parts.length < 2 : parts.length !== 2) throw new Error(`${edit.find} is there ${parts.length - 1} times`);
      return set(Buffer.from(parts.join(Buffer.from(edit.with).toString('latin1')), 'latin1'));
    }
    case 'replace-bytes': {
      const at = edit.offset < 0 ? old.length + edit.offset : edit.offset;
      if (at < 0 || at + edit.remove > old.length) throw new Error(`${edit.file} has no such bytes`);
      return set(old.subarray(0, at), Buffer.from(edit.hex, 'hex'), old.subarray(at + edit.remove));
    }
  }
}
