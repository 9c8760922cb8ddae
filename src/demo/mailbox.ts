import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A letter as its reader sees it. */
interface DemoLetter {
  file: string;
  to: string;
  subject: string;
  text: string;
}

/** Reads the letters of a folder, oldest first, without those already `seen`. */
export async function readLetters(folder: string, seen: ReadonlySet<string> = new Set()): Promise<DemoLetter[]> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml') && !seen.has(name));
  const letters = await Promise.all(files.map(async (file) => ({ file, ...parseLetter(await readFile(join(folder, file), 'utf8')) })));
  return letters.sort((a, b) => numberOf(a.file) - numberOf(b.file));
}

/** Letters are numbered as they were written. */
function numberOf(file: string): number {
  return Number(/\d+/.exec(file)?.[0] ?? 0);
}

/** Takes apart what our own folder mailer writes: a plain text part inside whatever is around it, quoted-printable, base64 or as it is. */
function parseLetter(mail: string): Omit<DemoLetter, 'file'> {
  const { header } = splitPart(mail);
  return { to: header('To'), subject: decodeWords(header('Subject')), text: findText(mail) ?? '' };
}

/** The first plain text in a part or in what it consists of. */
function findText(part: string): string | null {
  const { header, body } = splitPart(part);
  const type = header('Content-Type');
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary === undefined) return /^text\/plain|^$/i.test(type) ? decode(body, header('Content-Transfer-Encoding')) : null;
  for (const inner of body.split(`--${boundary}`).slice(1)) {
    const text = findText(inner.replace(/^\r\n/, '').replace(/\r\n$/, ''));
    if (text !== null) return text;
  }
  return null;
}

function splitPart(part: string): { header: (name: string) => string; body: string } {
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n[ \t]+/g, ' ');
  return {
    header: (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1]?.trim() ?? '',
    body: rest.join('\r\n\r\n'),
  };
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? decodeQuoted(body.replaceAll(/=\r\n/g, '')) : body;
}

function decodeWords(subject: string): string {
  return subject.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=\s?/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : decodeQuoted(word.replaceAll('_', ' ')),
  );
}

function decodeQuoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
