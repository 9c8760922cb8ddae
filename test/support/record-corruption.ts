import { merkleRootOfLines, sha256Hex } from '../../src/core';
import type { Random } from './record-random';

type Files = Map<string, Uint8Array>;
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Pieces that are often wrong in an interesting way. */
const TOKENS = [
  '',
  '-',
  '*',
  '0',
  '1',
  '01',
  '9',
  '64',
  '65',
  '-1',
  '1.0',
  'general',
  'am',
  'am,am',
  'AB',
  'null',
  '999999',
  '1000000',
  ' ',
  '\r',
  '\u00e4',
];
const PRINTABLE = '0123456789abcdefghijklmnopqrstuvwxyzABCDEF",:{}[]\\/+-.* \n\r\t\u2014\0';

/**
 * Changes one thing about a record: a byte, a line, a field, a value, or a whole file. Sometimes `freeze.json` is made to
 * fit again, as a forger would, so that later checks have something to find; sometimes the change makes no difference.
 */
export function corrupt(random: Random, files: Files): void {
  const kinds = [
    corruptByte,
    corruptByte,
    corruptLine,
    corruptField,
    corruptField,
    corruptJson,
    corruptJson,
    corruptJson,
    cutFile,
    swapAwards,
  ];
  random.pick(kinds)(random, files);
  if (random.chance(0.4)) refreeze(files);
}

function corruptByte(random: Random, files: Files): void {
  const name = pickFile(random, files, () => true);
  const bytes = [...files.get(name)!];
  const at = random.int(bytes.length + 1);
  const printable = PRINTABLE.charCodeAt(random.int(PRINTABLE.length)) & 255;
  if (random.chance(0.25)) bytes.splice(at, 0, printable);
  else if (random.chance(0.25)) bytes.splice(at, 1);
  else if (bytes.length > 0) bytes[at % bytes.length] = random.chance(0.5) ? printable : bytes[at % bytes.length]! ^ (1 << random.int(8));
  files.set(name, Uint8Array.from(bytes));
}

function corruptLine(random: Random, files: Files): void {
  const name = pickFile(random, files, (file) => /\.txt$|\.tlog-proof$/.test(file));
  const lines = linesOf(files.get(name)!);
  const [one, other] = [random.int(lines.length + 1), random.int(lines.length + 1)];
  const line = lines[one] ?? '';
  if (random.chance(0.3)) lines.splice(one, 1);
  else if (random.chance(0.4)) lines.splice(other, 0, line);
  else [lines[one], lines[other]] = [lines[other] ?? '', line];
  setText(files, name, lines.map((each) => `${each}\n`).join(''));
}

/** A field of a list: replaced by that of another line, by an odd one, or by one that differs a little. */
function corruptField(random: Random, files: Files): void {
  const name = pickFile(random, files, (file) => file.endsWith('.txt'));
  const lines = linesOf(files.get(name)!);
  if (lines.length === 0) return corruptByte(random, files);
  const line = random.int(lines.length);
  const fields = lines[line]!.split(' ');
  const field = random.int(fields.length);
  const neighbour = random.pick(lines).split(' ')[field] ?? '';
  fields[field] = random.pick([neighbour, neighbour, random.pick(TOKENS), alter(random, fields[field]!)]);
  lines[line] = fields.join(' ');
  setText(files, name, lines.map((each) => `${each}\n`).join(''));
}

/** A value or a key of a JSON file. */
function corruptJson(random: Random, files: Files): void {
  const name = pickFile(random, files, (file) => file.endsWith('.json'));
  const value = JSON.parse(textOf(files.get(name)!)) as Json;
  const places: [{ [key: string]: Json }, string][] = [];
  const collect = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as { [key: string]: Json }, key]);
      collect((node as { [key: string]: Json })[key]!);
    }
  };
  collect(value);
  const [holder, key] = random.pick(places);
  if (random.chance(0.1)) delete holder[key];
  else if (random.chance(0.1)) holder[`${key}x`] = holder[key]!;
  else holder[key] = otherValue(random, holder[key]!);
  setText(files, name, `${JSON.stringify(value)}\n`);
}

function otherValue(random: Random, value: Json): Json {
  if (random.chance(0.1)) return random.pick<Json>([null, true, 0, -1, 1.5, 2 ** 53, '', [], {}]);
  if (typeof value === 'number') return random.pick([value + 1, value - 1, value * 2, 0, 1, 64, Number.MAX_SAFE_INTEGER]);
  if (typeof value === 'string') return random.chance(0.3) ? laterTime(random, value) : alter(random, value);
  if (Array.isArray(value)) return random.pick([value.slice(1), [...value, ...value.slice(0, 1)], [...value].reverse()]);
  return random.pick([null, [value]]);
}

function laterTime(random: Random, text: string): string {
  const seconds = Date.parse(text) / 1000;
  if (!/Z$/.test(text) || Number.isNaN(seconds)) return alter(random, text);
  return `${new Date((seconds + random.pick([-86400, -3600, -1, 1, 60, 86400])) * 1000).toISOString().slice(0, 19)}Z`;
}

function alter(random: Random, text: string): string {
  const at = random.int(text.length + 1);
  return random.pick([
    text.slice(0, at) + random.pick(['0', '1', 'a', 'f', 'z', '.', '-']) + text.slice(at + 1),
    text.slice(0, at),
    text.toUpperCase(),
  ]);
}

/** What two people got, the other way round: the fraud that an office could be tempted to commit. */
function swapAwards(random: Random, files: Files): void {
  const lines = linesOf(files.get('result.txt')!).map((line) => line.split(' '));
  if (lines.length < 2) return corruptByte(random, files);
  const [one, other] = [random.pick(lines), random.pick(lines)];
  const award = one.splice(4, 2, ...other.slice(4));
  other.splice(4, 2, ...award);
  setText(files, 'result.txt', lines.map((fields) => `${fields.join(' ')}\n`).join(''));
}

function cutFile(random: Random, files: Files): void {
  const name = pickFile(random, files, () => true);
  if (random.chance(0.3)) files.delete(name);
  else files.set(name, files.get(name)!.slice(0, random.int(files.get(name)!.length + 1)));
}

/** Makes `freeze.json`, where it still can be read, name the files as they are now. */
function refreeze(files: Files): void {
  const [announcement, entries, slots] = ['announcement.json', 'entries.txt', 'slots.txt'].map((name) => files.get(name));
  const freeze = readObject(files.get('freeze.json'));
  if (freeze === null) return;
  if (announcement) freeze.announcement = sha256Hex(announcement);
  if (entries && isWhole(entries)) {
    const tickets = linesOf(entries).reduce((sum, line) => sum + (Number(line.split(' ')[1]) || 0), 0);
    freeze.entries = { count: linesOf(entries).length, tickets, root: merkleRootOfLines(entries) };
  }
  if (slots && isWhole(slots)) freeze.slots = { count: linesOf(slots).length, root: merkleRootOfLines(slots) };
  setText(files, 'freeze.json', `${JSON.stringify(freeze)}\n`);
}

function readObject(file: Uint8Array | undefined): { [key: string]: Json } | null {
  try {
    const value = JSON.parse(textOf(file ?? new Uint8Array())) as Json;
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function pickFile(random: Random, files: Files, isWanted: (name: string) => boolean): string {
  return random.pick([...files.keys()].filter(isWanted));
}

/** One character a byte, whatever they are. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const linesOf = (bytes: Uint8Array): string[] => textOf(bytes).split('\n').slice(0, -1);
const setText = (files: Files, name: string, text: string): void => void files.set(name, new Uint8Array(Buffer.from(text, 'latin1')));
const isWhole = (list: Uint8Array): boolean => list.length === 0 || list.at(-1) === 0x0a;
