import fc from 'fast-check';
import {
  formatAnnouncement,
  formatBeacon,
  formatEntries,
  formatFreeze,
  formatResult,
  formatReveal,
  formatSlots,
  parseAnnouncedEntries,
  parseAnnouncedSlots,
  parseAnnouncement,
  parseBeacon,
  parseEntries,
  parseFreeze,
  parseResult,
  parseReveal,
  parseSlots,
  type Entry,
  type ResultLine,
  type Slot,
} from '../../src/core';
import { announcement } from './support/composed-record';
import { expectCode } from './support/expect-code';
import { loadRecord, RECORDS } from './support/vectors';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe.each(RECORDS)('the files of the record %s', (name) => {
  const files = loadRecord(name);

  it.each([
    ['announcement.json', (file: Uint8Array) => formatAnnouncement(parseAnnouncement(file))],
    ['freeze.json', (file: Uint8Array) => formatFreeze(parseFreeze(file))],
    ['reveal.json', (file: Uint8Array) => formatReveal(parseReveal(file))],
    ['beacon.json', (file: Uint8Array) => formatBeacon(parseBeacon(file))],
    ['entries.txt', (file: Uint8Array) => formatEntries(parseEntries(file))],
    ['slots.txt', (file: Uint8Array) => formatSlots(parseSlots(file))],
    ['result.txt', (file: Uint8Array) => formatResult(parseResult(file))],
  ])('%s is written again to the same bytes', (file, rewrite) => {
    expect(text(rewrite(files.get(file)!))).toBe(text(files.get(file)!));
  });

  it('keep to their announcement', () => {
    const rules = parseAnnouncement(files.get('announcement.json')!);
    expect(parseAnnouncedEntries(files.get('entries.txt')!, rules)).toEqual(parseEntries(files.get('entries.txt')!));
    expect(parseAnnouncedSlots(files.get('slots.txt')!, rules)).toEqual(parseSlots(files.get('slots.txt')!));
  });
});

describe('lines made of any values', () => {
  const nameOf = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,39}$/);
  const hex = (digits: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits });
  const names = fc.array(nameOf, { minLength: 1, maxLength: 4 });

  it('come back as the same entries', () => {
    const entry: fc.Arbitrary<Entry> = fc.record({
      ticketId: hex(32),
      tickets: fc.integer({ min: 1, max: 64 }),
      size: fc.integer({ min: 1, max: 9 }),
      pots: names,
      choices: fc.oneof(fc.constant('*' as const), names),
      commitment: hex(64),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: (each) => each.ticketId }), (entries) => {
        entries.sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
        expect(parseEntries(formatEntries(entries))).toEqual(entries);
      }),
    );
  });

  it('come back as the same slots', () => {
    const slot: fc.Arbitrary<Slot> = fc.record({
      slotId: nameOf,
      group: nameOf,
      lane: nameOf,
      index: fc.nat(999999),
      label: nameOf,
      commitment: hex(64),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(slot, { comparator: (a, b) => a.slotId === b.slotId || (a.lane === b.lane && a.index === b.index) }),
        (slots) => {
          expect(parseSlots(formatSlots(slots))).toEqual(slots);
        },
      ),
    );
  });

  it('come back as the same result', () => {
    const award = fc.oneof(fc.record({ pot: nameOf, slots: names }), fc.constant({ pot: null, slots: [] }));
    const line: fc.Arbitrary<ResultLine> = fc
      .tuple(
        fc.record({
          rank: fc.integer({ min: 1, max: 999_999_999 }),
          ticketId: hex(32),
          j: fc.integer({ min: 1, max: 64 }),
          score: hex(64),
        }),
        award,
      )
      .map(([place, given]) => ({ ...place, ...given }));
    fc.assert(fc.property(fc.array(line), (lines) => expect(parseResult(formatResult(lines))).toEqual(lines)));
  });
});

describe('formatting refuses what parsing would', () => {
  const [entry] = parseEntries(loadRecord('pots').get('entries.txt')!);
  const [slot] = parseSlots(loadRecord('pots').get('slots.txt')!);
  const [line] = parseResult(loadRecord('pots').get('result.txt')!);
  const reveal = parseReveal(loadRecord('pots').get('reveal.json')!);
  const freeze = parseFreeze(loadRecord('pots').get('freeze.json')!);
  const beacon = parseBeacon(loadRecord('pots').get('beacon.json')!);

  it.each([
    ['entries.malformed', () => formatEntries([{ ...entry!, tickets: 0 }])],
    ['entries.malformed', () => formatEntries([{ ...entry!, pots: [] }])],
    ['entries.malformed', () => formatEntries([{ ...entry!, commitment: 'a b' }])],
    ['entries.order', () => formatEntries([entry!, entry!])],
    ['slots.malformed', () => formatSlots([{ ...slot!, index: 1.5 }])],
    ['slots.malformed', () => formatSlots([{ ...slot!, label: 'General' }])],
    // Its low byte is that of "a": cut off, it would be another label.
    ['slots.malformed', () => formatSlots([{ ...slot!, label: '\u0161' }])],
    ['slots.duplicate', () => formatSlots([slot!, slot!])],
    ['ranking.malformed', () => formatResult([{ ...line!, rank: 0 }])],
    ['ranking.malformed', () => formatResult([{ ...line!, pot: null, slots: ['s1'] }])],
    ['ranking.malformed', () => formatResult([{ ...line!, pot: 'general', slots: [] }])],
    ['contributions.malformed', () => formatReveal({ contributions: [{ contributor: 'Office', secret: null }] })],
    ['contributions.malformed', () => formatReveal({ ...reveal, x: 1 } as typeof reveal)],
    ['announcement.freeze-malformed', () => formatFreeze({ ...freeze, round: 0.5 })],
    ['announcement.freeze-malformed', () => formatFreeze({ ...freeze, frozenAt: 'now' })],
    ['beacon.malformed', () => formatBeacon({ ...beacon, randomness: '' })],
    ['announcement.malformed', () => formatAnnouncement({ ...announcement, quorum: -1 })],
    ['announcement.malformed', () => formatAnnouncement({ ...announcement, title: undefined as unknown as string })],
  ] as const)('%s (%#)', (code, format) => {
    expectCode(code, format);
  });
});

describe('announcements', () => {
  it('are ASCII whatever the title says, and come back with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const file = formatAnnouncement({ ...announcement, title });
        expect(file.every((byte) => byte < 0x80)).toBe(true);
        expect(parseAnnouncement(file)).toEqual({ ...announcement, title });
      }),
      { numRuns: 20 },
    );
  });

  it('may be in any order and white space', () => {
    const reversed = JSON.stringify(Object.fromEntries(Object.entries({ ...announcement, title: 'x' }).reverse()), null, '\t');
    expect(parseAnnouncement(new Uint8Array(Buffer.from(`\n${reversed} \n`)))).toEqual({ ...announcement, title: 'x' });
  });
});
