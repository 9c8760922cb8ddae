import { createHash } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { deriveSeed, lot, rankEntries, scoreLots, type Entry } from '../../src/core';
import { sortByScore } from '../../src/core/draw/rank';
import { compressBlock, initialState } from '../../src/core/encoding/sha256-block';
import { expectCode } from './support/expect-code';
import { lotNaively, rankNaively } from './support/naive-draw';

const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits });
const entryLists = fc.uniqueArray(fc.record({ ticketId: hex(32), tickets: fc.integer({ min: 1, max: 64 }) }), {
  selector: (entry) => entry.ticketId,
  maxLength: 12,
});
type Ranked = Pick<Entry, 'ticketId' | 'tickets'>;
const rankedIds = (seed: string, entries: readonly Ranked[]): string[] =>
  Array.from(rankEntries(seed, entries).order, (entry) => entries[entry]!.ticketId);

describe('the compression function', () => {
  it('agrees with @noble/hashes and node:crypto on messages of any number of blocks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        const own = hashByBlocks(message);
        expect(own).toBe(Buffer.from(sha256(message)).toString('hex'));
        expect(own).toBe(createHash('sha256').update(message).digest('hex'));
      }),
    );
  });

  it('leaves its inputs alone unless told to write there', () => {
    const [state, block, out] = [initialState(), new Int32Array(16).fill(7), new Int32Array(8)];
    compressBlock(state, block, out);
    expect([...state]).toEqual([...initialState()]);
    expect([...block]).toEqual(new Array(16).fill(7));
    compressBlock(state, block, state);
    expect([...state]).toEqual([...out]);
  });
});

/** Padding as FIPS 180-4 section 5.1.1 says it. */
function hashByBlocks(message: Uint8Array): string {
  const padded = Buffer.alloc(64 * Math.ceil((message.length + 9) / 64));
  padded.set(message);
  padded[message.length] = 0x80;
  padded.writeBigUInt64BE(BigInt(8 * message.length), padded.length - 8);
  const state = initialState();
  for (let start = 0; start < padded.length; start += 64) {
    compressBlock(
      state,
      Int32Array.from({ length: 16 }, (_, word) => padded.readInt32BE(start + 4 * word)),
      state,
    );
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

describe('a lot', () => {
  it('is what `printf %s:%s:%s SEED TICKET J | sha256sum` says, for every j', () => {
    fc.assert(
      fc.property(hex(64), hex(32), fc.integer({ min: 1, max: 64 }), (seed, ticketId, j) => {
        const message = `${seed}:${ticketId}:${j}`;
        expect(lot(seed, ticketId, j)).toBe(createHash('sha256').update(message).digest('hex'));
        expect(lot(seed, ticketId, j)).toBe(Buffer.from(sha256(Buffer.from(message))).toString('hex'));
      }),
    );
  });

  it.each([0, 65, 1.5, Number.NaN])('does not exist for j = %d', (j) => {
    expectCode('draw.input', () => lot('0'.repeat(64), '0'.repeat(32), j));
  });

  it.each([
    ['0'.repeat(63), '0'.repeat(32)],
    ['A'.repeat(64), '0'.repeat(32)],
    ['0'.repeat(64), '0'.repeat(31)],
    ['0'.repeat(64), 'ä'.repeat(32)],
  ])('refuses the seed %s or the ticket id %s', (seed, ticketId) => {
    expectCode('draw.input', () => lot(seed, ticketId, 1));
  });
});

describe('scores', () => {
  it('are the smallest lots of their own entry, with the number of that lot', () => {
    fc.assert(
      fc.property(hex(64), entryLists, (seed, entries) => {
        const ranking = rankEntries(seed, entries);
        entries.forEach(({ ticketId, tickets }, entry) => {
          const lots = Array.from({ length: tickets }, (_, index) => lotNaively(seed, ticketId, index + 1));
          const smallest = [...lots].sort()[0]!;
          expect(ranking.scoreHex(entry)).toBe(smallest);
          expect(ranking.j[entry]).toBe(lots.indexOf(smallest) + 1);
        });
      }),
      { numRuns: 30 },
    );
  });

  it.each([0, 65, 2.5])('refuse an entry with %d tickets', (tickets) => {
    expectCode('draw.input', () => scoreLots('0'.repeat(64), [{ ticketId: '0'.repeat(32), tickets }]));
  });
});

describe('the ranking', () => {
  it('is the naive one', () => {
    fc.assert(
      fc.property(hex(64), entryLists, (seed, entries) => {
        expect(rankedIds(seed, entries)).toEqual(rankNaively(seed, entries).map((each) => each.ticketId));
      }),
      { numRuns: 50 },
    );
  });

  it('is the naive one for two thousand entries', () => {
    const seed = createHash('sha256').update('two thousand').digest('hex');
    const entries = Array.from({ length: 2000 }, (_, number) => ({
      ticketId: createHash('md5').update(String(number)).digest('hex'),
      tickets: 1 + (number % 16),
    }));
    expect(rankedIds(seed, entries)).toEqual(rankNaively(seed, entries).map((each) => each.ticketId));
  });

  it('does not depend on the order of the input', () => {
    const shuffled = entryLists.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    );
    fc.assert(
      fc.property(hex(64), shuffled, (seed, [entries, others]) => {
        expect(rankedIds(seed, others)).toEqual(rankedIds(seed, entries));
      }),
    );
  });

  it('does not change among the others when an entry is added or removed', () => {
    const withOneMore = entryLists
      .filter((entries) => entries.length > 0)
      .chain((entries) => fc.tuple(fc.constant(entries), fc.nat(entries.length - 1)));
    fc.assert(
      fc.property(hex(64), withOneMore, (seed, [entries, removed]) => {
        const others = entries.toSpliced(removed, 1);
        expect(rankedIds(seed, others)).toEqual(rankedIds(seed, entries).filter((id) => id !== entries[removed]!.ticketId));
        const [all, fewer] = [rankEntries(seed, entries), rankEntries(seed, others)];
        others.forEach((_, entry) => expect(fewer.scoreHex(entry)).toBe(all.scoreHex(entry < removed ? entry : entry + 1)));
      }),
    );
  });

  it('never gets worse for who has more tickets', () => {
    const withMore = entryLists
      .filter((entries) => entries.length > 1)
      .chain((entries) => fc.tuple(fc.constant(entries), fc.nat(entries.length - 1), fc.integer({ min: 1, max: 64 })));
    fc.assert(
      fc.property(hex(64), withMore, (seed, [entries, index, tickets]) => {
        const own = entries[index]!;
        const richer = entries.with(index, { ...own, tickets: Math.max(own.tickets, tickets) });
        expect(rankedIds(seed, richer).indexOf(own.ticketId)).toBeLessThanOrEqual(rankedIds(seed, entries).indexOf(own.ticketId));
      }),
    );
  });
});

describe('sorting by score', () => {
  const sort = (scores: readonly (readonly number[])[], ids: readonly string[]): number[] => [
    ...sortByScore({ words: Uint32Array.from(scores.flat()), j: new Uint8Array(scores.length) }, (entry) => ids[entry]!),
  ];

  it('looks at all 256 bits where the first ones agree, and at the ticket id where all do', () => {
    const words = (...last: number[]): number[] => [...new Array<number>(8 - last.length).fill(5), ...last];
    const scores = [words(9), words(8, 9), words(7), words(0xffffffff), words(7), [4, 0, 0, 0, 0, 0, 0, 0xffffffff]];
    expect(sort(scores, ['a', 'b', 'd', 'e', 'c', 'f'])).toEqual([5, 4, 2, 0, 3, 1]);
  });

  it('puts any scores in order, agreeing ones by ticket id', () => {
    const word = fc.oneof(fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff), fc.integer({ min: 0, max: 0xffffffff }));
    const list = fc.array(fc.tuple(word, fc.constantFrom(0, 1), fc.constantFrom(0, 1)), { maxLength: 60 });
    fc.assert(
      fc.property(list, (prefixes) => {
        const scores = prefixes.map(([first, second, last]) => [first, second, 0, 0, 0, 0, 0, last]);
        const ids = prefixes.map((_, entry) => String((entry * 37) % 64).padStart(2, '0'));
        const key = (entry: number): string => `${scores[entry]!.map((each) => each.toString(16).padStart(8, '0')).join('')} ${ids[entry]}`;
        expect(sort(scores, ids)).toEqual([...scores.keys()].sort((a, b) => (key(a) < key(b) ? -1 : 1)));
      }),
    );
  });
});

describe('the seed', () => {
  const sources = {
    drawId: 'a/b/c/0',
    freezeSha256: 'f'.repeat(64),
    contributions: ['1'.repeat(64), null],
    chainHash: 'c'.repeat(64),
    round: 7,
    randomness: 'd'.repeat(64),
  };

  it('is the hash of the lines of draw.md, `none` for a secret that was not revealed', () => {
    const lines = ['fairslot/v1/seed', 'a/b/c/0', 'f'.repeat(64), '1'.repeat(64), 'none', `${'c'.repeat(64)} 7 ${'d'.repeat(64)}`, ''];
    expect(deriveSeed(sources)).toBe(createHash('sha256').update(lines.join('\n')).digest('hex'));
  });

  it('is another one if anything is another one', () => {
    const others = [
      { drawId: 'a/b/c/1' },
      { freezeSha256: 'e'.repeat(64) },
      { contributions: [null, '1'.repeat(64)] },
      { contributions: ['1'.repeat(64)] },
      { chainHash: 'e'.repeat(64) },
      { round: 8 },
      { randomness: 'e'.repeat(64) },
    ].map((change) => deriveSeed({ ...sources, ...change }));
    expect(new Set([...others, deriveSeed(sources)]).size).toBe(others.length + 1);
  });
});
