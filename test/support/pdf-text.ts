import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF as a screen reader or a search finds it, one string a text operation, in the order of the page. Knows as much of the
 * format as Typst uses: compressed streams, fonts with two-byte glyph numbers and a map back to Unicode.
 *
 * Signs that only turn the direction are left out: where a line changes its direction Typst ties them to whatever letter stands beside
 * them, and a font has one text a glyph, so they turn up at the same letter elsewhere.
 */
export function textOfPdf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf.toString('latin1'));
  const maps = new Map<string, Map<string, string>>();
  for (const [id, { head }] of objects) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
    if (map) maps.set(id, unicodeMap(objects.get(map)!.stream()));
  }
  const pieces: string[] = [];
  for (const { head } of objects.values()) {
    if (!/\/Type\s*\/Page\b/.test(head)) continue;
    const resources = resolve(objects, head, 'Resources');
    const fonts = new Map(
      [...resolve(objects, resources, 'Font').matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, id]) => [name!, maps.get(id!)!]),
    );
    for (const [, id] of head.matchAll(/\/Contents \[?\s*(\d+) 0 R/g)) pieces.push(...textIn(objects.get(id!)!.stream(), fonts));
  }
  return pieces.map((piece) => piece.replaceAll(DIRECTION_SIGNS, ''));
}

const DIRECTION_SIGNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

interface PdfObject {
  readonly head: string;
  stream(): string;
}

function objectsOf(text: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  for (const [, id, body] of text.matchAll(/(?:^|\n)(\d+) 0 obj\s(.*?)\sendobj/gs)) {
    const at = body!.indexOf('stream\n');
    const head = at < 0 ? body! : body!.slice(0, at);
    const stream = (): string => {
      const raw = Buffer.from(body!.slice(at + 7), 'latin1');
      return (head.includes('FlateDecode') ? inflateSync(raw) : raw).toString('latin1');
    };
    objects.set(id!, { head, stream });
    if (head.includes('/ObjStm')) for (const [inner, innerHead] of packed(head, stream())) objects.set(inner, innerHead);
  }
  return objects;
}

function* packed(head: string, content: string): Generator<[string, PdfObject]> {
  const first = Number(/\/First (\d+)/.exec(head)![1]);
  const numbers = content.slice(0, first).trim().split(/\s+/).map(Number);
  for (let at = 0; at < numbers.length; at += 2) {
    const end = numbers[at + 3] === undefined ? undefined : first + numbers[at + 3]!;
    yield [String(numbers[at]), { head: content.slice(first + numbers[at + 1]!, end), stream: () => '' }];
  }
}

/** The dictionary under a key, whether it stands there or is referred to. */
function resolve(objects: Map<string, PdfObject>, dictionary: string, key: string): string {
  const reference = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  return reference ? objects.get(reference)!.head : dictionary.slice(dictionary.indexOf(`/${key}`));
}

function unicodeMap(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, block] of cmap.matchAll(/beginbfchar\s(.*?)endbfchar/gs)) {
    for (const [, glyph, text] of block!.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      map.set(glyph!.toLowerCase(), Buffer.from(text!, 'hex').swap16().toString('utf16le'));
    }
  }
  return map;
}

const ACTUAL_TEXT = /^FEFF([0-9A-F]*)$/i;

function textIn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const pieces: string[] = [];
  let map: ReadonlyMap<string, string> = new Map();
  let names: string[] = [];
  let strings: string[] = [];
  for (const token of tokensOf(content)) {
    if (token.kind === 'name') names.push(token.text);
    else if (token.kind === 'string') strings.push(token.text);
    else {
      if (token.text === 'Tf') map = fonts.get(names.at(-1) ?? '') ?? new Map();
      const actual = names.includes('ActualText') ? strings.map((hex) => ACTUAL_TEXT.exec(hex)?.[1]).find(Boolean) : undefined;
      if (actual) pieces.push(Buffer.from(actual, 'hex').swap16().toString('utf16le'));
      if (token.text === 'TJ' || token.text === 'Tj')
        pieces.push(
          strings
            .flatMap(glyphsOf)
            .map((glyph) => map.get(glyph) ?? '')
            .join(''),
        );
      [names, strings] = [[], []];
    }
  }
  return pieces;
}

const glyphsOf = (hex: string): string[] => hex.toLowerCase().match(/.{4}/g) ?? [];

type Token = { readonly kind: 'name' | 'string' | 'operator'; readonly text: string };

/** Names, strings (as hexadecimal digits) and operators of a content stream; numbers and brackets are passed over. */
function* tokensOf(content: string): Generator<Token> {
  for (let at = 0; at < content.length;) {
    const rest = content.slice(at, at + 20_000);
    const name = /^\/([^\s/<>[\]()]*)/.exec(rest);
    const hex = /^<([0-9A-Fa-f\s]*)>/.exec(rest);
    const operator = /^[A-Za-z'"*]+\d?/.exec(rest);
    if (content[at] === '(') {
      const { bytes, end } = readLiteral(content, at + 1);
      yield { kind: 'string', text: Buffer.from(bytes, 'latin1').toString('hex') };
      at = end;
    } else if (name) {
      yield { kind: 'name', text: name[1]! };
      at += name[0].length;
    } else if (hex) {
      yield { kind: 'string', text: hex[1]!.replaceAll(/\s/g, '') };
      at += hex[0].length;
    } else if (operator) {
      yield { kind: 'operator', text: operator[0] };
      at += operator[0].length;
    } else at += 1;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string in parentheses, which may hold balanced ones. @param at behind the opening one */
function readLiteral(content: string, at: number): { bytes: string; end: number } {
  let bytes = '';
  for (let depth = 1; ; at++) {
    const sign = content[at]!;
    if (sign === '\\') {
      const octal = /^[0-7]{1,3}/.exec(content.slice(at + 1, at + 4))?.[0];
      bytes += octal ? String.fromCharCode(parseInt(octal, 8)) : (ESCAPES[content[at + 1]!] ?? content[at + 1]!);
      at += octal?.length ?? 1;
      continue;
    }
    if (sign === '(') depth += 1;
    if (sign === ')' && --depth === 0) return { bytes, end: at + 1 };
    bytes += sign;
  }
}
