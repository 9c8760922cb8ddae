import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF as a screen reader or a search finds it, one string a text operation, in the order of the page. Knows as much of the
 * format as Typst uses: compressed streams, fonts with two-byte glyph numbers and a map back to Unicode.
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
  return pieces;
}

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

const OPERATION = /\/(\w+) [\d.]+ Tf|(\[(?:\((?:\\.|[^\\)])*\)|[^\]])*\]\s*TJ)|\/ActualText\s*<FEFF([0-9A-Fa-f]*)>/gs;

function textIn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const pieces: string[] = [];
  let map: ReadonlyMap<string, string> = new Map();
  for (const [, font, shown, actual] of content.matchAll(OPERATION)) {
    if (font) map = fonts.get(font) ?? new Map();
    if (actual !== undefined) pieces.push(Buffer.from(actual, 'hex').swap16().toString('utf16le'));
    if (shown)
      pieces.push(
        glyphsOf(shown)
          .map((glyph) => map.get(glyph) ?? '')
          .join(''),
      );
  }
  return pieces;
}

/** Glyph numbers, four hexadecimal digits each, of an array of strings. */
function glyphsOf(strings: string): string[] {
  return [...strings.matchAll(/<([0-9A-Fa-f]*)>|\(((?:\\.|[^\\)])*)\)/gs)].flatMap(([, hex, literal]) => {
    const bytes = hex?.toLowerCase() ?? Buffer.from(unescape(literal!), 'latin1').toString('hex');
    return bytes.match(/.{4}/g) ?? [];
  });
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescape(literal: string): string {
  return literal.replaceAll(/\\([0-7]{1,3}|.)/gs, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );
}
