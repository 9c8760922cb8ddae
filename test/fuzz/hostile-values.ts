/** Numbers that look random and are the same for one seed. */
export class Chance {
  constructor(private state: number) {}

  /** Uniform, 0 to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { a: nested(depth - 1) });

/** Texts that programs have stumbled over. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\r\nSet-Cookie: x=1',
  'x'.repeat(300),
  'x'.repeat(20_000),
  '\u202Egnp.exe',
  '\ud800',
  '\ufeff\u200b',
  '👩‍👩‍👧‍👦'.repeat(50),
  'e\u0301'.repeat(200),
  `'; DROP TABLE draws; --`,
  `' OR '1'='1`,
  `\\'); SELECT pg_sleep(10); --`,
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  '%00%2e%2e%2f',
  '../../../../etc/passwd',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'NaN',
  '-0',
  '1e308',
  '99999999999999999999',
  '0x10',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31T23:59:60Z',
  '2026-03-02T08:00:00+25:00',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'stadt.example/permit',
  'a/b/c/d/e',
  '|'.repeat(9),
  '@',
  'a@b',
  '+49'.repeat(20),
];

/** What is no text, for bodies of programs. */
export const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  [],
  {},
  [null],
  ['a', 'b'],
  [[[]]],
  Array.from({ length: 2000 }, (_, i) => i),
  nested(60),
  { toString: 'x', valueOf: null, length: -1 },
  { type: 'Buffer', data: [1, 2, 3] },
  { $ne: null },
  { then: 'x' },
];
