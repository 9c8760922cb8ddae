import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  base64FromBytes,
  bytesFromBase64,
  bytesFromHex,
  formatAsciiJson,
  formatCivilDate,
  formatTime,
  hexFromBytes,
  parseCivilDate,
  parseDrawId,
  parseStrictJson,
  parseTime,
  sha256Hex,
  stringFromUtf8,
  taggedHash,
  utf8FromString,
} from '../../src/core';
import { formatLines, readLines } from '../../src/core/encoding/lines';
import { expectCode } from './support/expect-code';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

describe('hex', () => {
  it('agrees with Node in both directions', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const hex = Buffer.from(bytes).toString('hex');
        expect(hexFromBytes(bytes)).toBe(hex);
        expect([...bytesFromHex(hex, bytes.length)]).toEqual([...bytes]);
      }),
    );
  });

  it.each(['AB', 'abc', 'a', '', 'zz', 'ab ', '0x'])('refuses %j for one byte', (hex) => {
    expectCode('encoding.hex', () => bytesFromHex(hex, 1));
  });
});

describe('base64', () => {
  it('agrees with Node in both directions', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(base64FromBytes(bytes)).toBe(text);
        expect([...bytesFromBase64(text)]).toEqual([...bytes]);
      }),
    );
  });

  it.each(['YQ', 'YQ=', 'YR==', 'YQ===', 'Y Q==', 'YQ==\n', '_w==', '=', 'A', 'AAA', '====', 'Y=Q='])('refuses %j', (text) => {
    expectCode('encoding.base64', () => bytesFromBase64(text));
  });
});

describe('UTF-8', () => {
  it('agrees with Node in both directions', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
        expect([...utf8FromString(text)]).toEqual([...bytes]);
        expect(stringFromUtf8(bytes)).toBe(text);
      }),
    );
  });

  it('accepts exactly what a fatal TextDecoder accepts', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const suspicious = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xa0, 0x9f, 0xf0, 0xf4, 0xf5, 0x90, 0xbb),
    );
    fc.assert(
      fc.property(suspicious, (numbers) => {
        const bytes = Uint8Array.from(numbers);
        let expected: string | null = null;
        try {
          expected = decoder.decode(bytes);
        } catch {
          expectCode('encoding.utf8', () => stringFromUtf8(bytes));
        }
        if (expected !== null) expect(stringFromUtf8(bytes)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses lone surrogates', () => {
    expectCode('encoding.utf8', () => utf8FromString('a\ud800b'));
  });
});

describe('times and dates', () => {
  it('agree with Date on every second it is asked about', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62135596800, max: 253402300799 }), (seconds) => {
        const text = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
        expect(formatTime(seconds)).toBe(text);
        expect(parseTime(text)).toBe(seconds);
      }),
    );
  });

  it('count the days of four centuries one by one', () => {
    const first = parseCivilDate('1900-01-01');
    const wrong = Array.from({ length: 146097 }, (_, day) => first + day).filter(
      (day) => formatCivilDate(day) !== new Date(day * 86400000).toISOString().slice(0, 10) || parseCivilDate(formatCivilDate(day)) !== day,
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    '2025-02-29',
    '2100-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '0000-01-01',
    '2025-1-01',
    ' 2025-01-01',
    '2025-01-01\n',
    '',
  ])('refuse the date %j', (text) => {
    expectCode('encoding.date', () => parseCivilDate(text));
  });

  it.each([
    '2025-01-01T24:00:00Z',
    '2025-01-01T23:59:60Z',
    '2025-01-01 00:00:00Z',
    '2025-01-01T00:00:00',
    '2025-01-01T00:00:00.0Z',
    '2025-01-01T00:00:00+00:00',
  ])('refuse the time %j', (text) => {
    expectCode('encoding.time', () => parseTime(text));
  });

  it.each([0.5, Number.NaN, 253402300800, -62135596801])('refuse to write %d', (seconds) => {
    expectCode('encoding.time', () => formatTime(seconds));
  });
});

describe('strict JSON', () => {
  const read = (text: string): unknown => parseStrictJson(ascii(text), { ascii: true });

  it('reads what JSON.parse reads', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        fc.maxSafeNat(),
        fc.string({ unit: 'binary' }),
        fc.array(tie('any')),
        tie('object'),
      ),
      object: fc.dictionary(fc.string(), tie('any'), { noNullPrototype: true }),
    })).object;
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 3 }), (object, indent) => {
        const file = formatAsciiJson(object, indent);
        expect(Buffer.from(file).every((byte) => byte < 0x80)).toBe(true);
        expect(JSON.stringify(parseStrictJson(file, { ascii: true }))).toBe(JSON.stringify(object));
      }),
    );
  });

  it('keeps __proto__ an ordinary key', () => {
    const object = read('{"__proto__":{"x":1}}\n') as Record<string, unknown>;
    expect(Object.keys(object)).toEqual(['__proto__']);
    expect(object['x']).toBeUndefined();
  });

  it.each([
    ['a duplicate key', '{"a":1,"a":1}\n'],
    ['a duplicate key in another spelling', '{"a":1,"\\u0061":1}\n'],
    ['a fraction', '{"a":1.0}\n'],
    ['an exponent', '{"a":1e3}\n'],
    ['a negative number', '{"a":-1}\n'],
    ['minus zero', '{"a":-0}\n'],
    ['a leading zero', '{"a":01}\n'],
    ['2^53', '{"a":9007199254740992}\n'],
    ['a number beyond all numbers', `{"a":${'9'.repeat(400)}}\n`],
    ['NaN', '{"a":NaN}\n'],
    ['a list', '[]\n'],
    ['a string', '"a"\n'],
    ['nothing', '\n'],
    ['an empty file', ''],
    ['no final LF', '{"a":1}'],
    ['a carriage return', '{"a":1}\r\n'],
    ['a second value', '{} {}\n'],
    ['a trailing comma', '{"a":1,}\n'],
    ['a trailing comma in a list', '{"a":[1,]}\n'],
    ['a missing colon', '{"a" 1}\n'],
    ['an unquoted key', '{a:1}\n'],
    ['a comment', '{} // x\n'],
    ['a raw control character', '{"a":"\u0001"}\n'],
    ['a raw line end in a string', '{"a":"\n"}\n'],
    ['an unknown escape', '{"a":"\\x"}\n'],
    ['a prototype name as escape', '{"a":"\\constructor"}\n'],
    ['a short \\u', '{"a":"\\u12"}\n'],
    ['a lone high surrogate', '{"a":"\\ud800"}\n'],
    ['a lone low surrogate', '{"a":"\\udc00x"}\n'],
    ['a non-ASCII byte', '{"a":"\u00e4"}\n'],
    ['another kind of space', '{\u000b"a":1}\n'],
    ['an unfinished string', '{"a":"b\n'],
    ['an unfinished object', '{"a":1\n'],
    ['nesting without end', `{"a":${'['.repeat(100000)}\n`],
  ])('refuses %s', (_, text) => {
    expectCode('encoding.json', () => read(text));
  });

  it('reads 2^53 - 1, escapes, pairs of surrogates and white space', () => {
    expect({ ...(read('\n { "a" :\t9007199254740991 , "b":"\\u00fc\\n\\/\\ud83d\\ude00" } \n') as object) }).toEqual({
      a: 9007199254740991,
      b: 'ü\n/😀',
    });
  });

  it('lets a reader bring UTF-8 and no final LF where it is no file of the record', () => {
    const file = new Uint8Array(Buffer.from('{"a":"ä"}\r\n'.trimEnd(), 'utf8'));
    expect({ ...parseStrictJson(file, { ascii: false }) }).toEqual({ a: 'ä' });
    expectCode('encoding.json', () => parseStrictJson(file, { ascii: true }));
  });
});

describe('tagged hashes', () => {
  it('are SHA-256 of the lines, each ended by LF', () => {
    const expected = createHash('sha256').update('fairslot/v1/test\none\ntwo\n').digest('hex');
    expect(taggedHash('fairslot/v1/test', 'one', 'two')).toBe(expected);
    expect(sha256Hex(ascii('fairslot/v1/test\none\ntwo\n'))).toBe(expected);
  });

  it.each(['a\nb', 'ä', '\u007f', '\r'])('refuse the line %j, which could be read as others', (line) => {
    expectCode('encoding.line', () => taggedHash('fairslot/v1/test', line));
  });
});

describe('draw ids', () => {
  it('come apart', () => {
    expect(parseDrawId('muenchen.example/renew/2026-w49/12')).toEqual({
      service: 'muenchen.example/renew',
      window: 'muenchen.example/renew/2026-w49',
      number: 12,
    });
  });

  it.each([
    'a/b/c',
    'a/b/c/00',
    'a/b/c/10000',
    'a/b/c/-1',
    'A/b/c/0',
    'a//c/0',
    'a/b/c/0/1',
    'a/b/.c/0',
    `a/b/${'c'.repeat(120)}/0`,
    'a/b/c/0\n',
  ])('refuse %j', (drawId) => {
    expectCode('encoding.value', () => parseDrawId(drawId));
  });
});

describe('lines', () => {
  const read = (file: Uint8Array): string[] => {
    const lines: string[] = [];
    readLines(file, 'entries.malformed', (line, number) => lines.push(`${number} ${line}`));
    return lines;
  };

  it('come out as they went in, numbered from 1', () => {
    expect(read(formatLines(['a', '', 'b'.repeat(20000), 'c'], 'entries.malformed'))).toEqual([
      '1 a',
      '2 ',
      `3 ${'b'.repeat(20000)}`,
      '4 c',
    ]);
    expect(read(new Uint8Array(0))).toEqual([]);
  });

  it('come out whatever their lengths, also across the pieces in which a file is read', () => {
    const lines = fc.array(fc.oneof(fc.nat(100), fc.integer({ min: 8000, max: 17000 })).map((length) => 'x'.repeat(length)));
    fc.assert(
      fc.property(lines, (written) => {
        expect(read(formatLines(written, 'entries.malformed'))).toEqual(written.map((line, index) => `${index + 1} ${line}`));
      }),
    );
  });

  it.each(['a\nb', '\u0161', '\t', '\u007f'])('are not written with %j, which would be read as something else', (line) => {
    expectCode('slots.malformed', () => formatLines([line], 'slots.malformed'));
  });

  it.each([
    ['no final LF', 'a\nb'],
    ['CR', 'a\r\n'],
    ['a non-ASCII byte', 'ä\n'],
  ])('refuse %s before any line is read', (_, text) => {
    const seen: string[] = [];
    expectCode('entries.malformed', () => readLines(ascii(text), 'entries.malformed', (line) => seen.push(line)));
    expect(seen).toEqual([]);
  });
});
