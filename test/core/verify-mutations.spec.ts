import fc from 'fast-check';
import {
  DEFAULT_TRUST,
  parseReceipt,
  REQUIRED_FILES,
  utf8FromString,
  verifyRecord,
  type CheckLine,
  type CheckName,
  type Receipt,
} from '../../src/core';
import {
  composeRecord,
  editJson,
  editText,
  identityOf,
  PRACTICE_CHAIN,
  receiptSecretOf,
  refreeze,
  TRUST,
  type Edit,
} from './support/composed-record';
import { expectCode } from './support/expect-code';
import { loadRecord } from './support/vectors';

type Files = Map<string, Uint8Array>;
type Breakage = (files: Files) => void;

/** Without a log, because line 4 depends on nothing that is broken here, and checking signatures takes time. */
function composeUnlogged(): Files {
  return new Map([...composeRecord()].filter(([name]) => !name.startsWith('log/')));
}

/* eslint-disable @typescript-eslint/no-unsafe-call -- files are broken here in every way, typed or not */

const json =
  (name: string, edit: Edit): Breakage =>
  (files) =>
    editJson(files, name, edit);
const text =
  (name: string, edit: (value: string) => string): Breakage =>
  (files) =>
    editText(files, name, edit);
const announced =
  (edit: Edit): Breakage =>
  (files) => {
    editJson(files, 'announcement.json', edit);
    refreeze(files);
  };
/** Changes one field of one line, counted from 0. */
const field = (name: string, line: number, place: number, value: string): Breakage =>
  text(name, (content) => {
    const lines = content.split('\n');
    lines[line] = lines[line]!.split(' ').with(place, value).join(' ');
    return lines.join('\n');
  });

/** What each failed line takes with it, and nothing else (the table of dependencies). */
const DEPENDENT: Record<string, CheckName[]> = {
  announcement: ['entries', 'slots', 'timing', 'contributions', 'beacon', 'ranking', 'allocation'],
  entries: ['ranking', 'allocation'],
  slots: ['allocation'],
  contributions: ['ranking', 'allocation'],
  beacon: ['ranking', 'allocation'],
  ranking: ['allocation'],
  allocation: [],
};

function expectFailure(files: Files, code: string): CheckLine {
  const report = verifyRecord(files, TRUST, null);
  const failed = code.split('.')[0] as CheckName;
  const line = report.checks.find((each) => each.check === failed)!;
  expect(line).toMatchObject({ outcome: 'failed', code });
  expect(report.verdict).toBe('failed');
  for (const other of report.checks.filter((each) => each.check !== failed && each.check !== 'timing')) {
    const depends = DEPENDENT[failed]!.includes(other.check);
    expect([other.check, other.outcome, other.code]).toEqual(
      depends ? [other.check, 'not-checked', `${other.check}.depends`] : [other.check, 'passed', undefined],
    );
  }
  return line;
}

it('a record whose announcement was only written anew passes, so that the edits below are what fails', () => {
  const files = composeUnlogged();
  announced((a) => a)(files);
  expect(verifyRecord(files, TRUST, null).checks[0]).toEqual({ check: 'announcement', outcome: 'passed' });
});

describe('line 1, announcement', () => {
  it.each<[string, Breakage]>([
    ['no JSON', text('announcement.json', () => 'x\n')],
    ['no final LF', text('announcement.json', (content) => content.trimEnd())],
    ['a byte that is not ASCII', text('announcement.json', (content) => content.replace('Erneuern', 'Erneu\u00e9rn'))],
    ['a duplicate key', text('announcement.json', (content) => content.replace('{', '{"quorum":2,'))],
    ['another protocol', json('announcement.json', (a) => ({ ...a, protocol: 'fairslot/v2' }))],
    ['an unknown field', json('announcement.json', (a) => ({ ...a, extra: 1 }))],
    ['a missing field', json('announcement.json', ({ title: _, ...a }) => a)],
    ['an unknown field further in', json('announcement.json', (a) => void (a.timetable.refill.extra = 1))],
    ['a missing refill', json('announcement.json', (a) => void delete a.timetable.refill)],
    ['a missing parameter', json('announcement.json', (a) => void delete a.tickets.parameters.maxLosses)],
    ['a window without service', json('announcement.json', (a) => ({ ...a, window: 'city.example/w1' }))],
    ['an upper-case window', json('announcement.json', (a) => ({ ...a, window: 'City.example/renew/w1' }))],
    ['a title that is no string', json('announcement.json', (a) => ({ ...a, title: null }))],
    ['a day that does not exist', json('announcement.json', (a) => void (a.timetable.opensAt = '2026-02-30T00:00:00Z'))],
    ['another scheme', json('announcement.json', (a) => void (a.beacon.scheme = 'pedersen-bls-chained'))],
    ['a short chain hash', json('announcement.json', (a) => void (a.beacon.chainHash = 'ab'))],
    ['an upper-case key', json('announcement.json', (a) => void (a.beacon.publicKey = a.beacon.publicKey.toUpperCase()))],
    ['a period of 0', json('announcement.json', (a) => void (a.beacon.periodSeconds = 0))],
    ['another kind', json('announcement.json', (a) => void (a.beacon.kind = 'test'))],
    ['ticket counts that do not ascend', json('announcement.json', (a) => void (a.tickets.allowed = [1, 4, 2, 4]))],
    ['ticket counts that repeat', json('announcement.json', (a) => void (a.tickets.allowed = [1, 2, 2, 4]))],
    ['ticket counts not from 1', json('announcement.json', (a) => void (a.tickets.allowed = [2, 4]))],
    ['no ticket counts', json('announcement.json', (a) => void (a.tickets.allowed = []))],
    [
      '65 tickets',
      json(
        'announcement.json',
        (a) => void Object.assign(a.tickets, { allowed: [1, 65], parameters: { ...a.tickets.parameters, cap: 65 } }),
      ),
    ],
    ['a cap that is not the largest count', json('announcement.json', (a) => void (a.tickets.parameters.cap = 2))],
    ['a guarantee after no loss', json('announcement.json', (a) => void (a.tickets.parameters.guaranteeAfter = 0))],
    ['another rule', json('announcement.json', (a) => void (a.tickets.rule = 'first-come'))],
    ['no passes', json('announcement.json', (a) => void (a.passes = []))],
    ['another pot last', json('announcement.json', (a) => void a.passes.reverse())],
    ['general twice', json('announcement.json', (a) => void a.passes.unshift(a.passes.at(-1)))],
    ['a pot twice', json('announcement.json', (a) => void a.passes.unshift(a.passes[0]))],
    ['a pass from nothing', json('announcement.json', (a) => void (a.passes[0].from = []))],
    ['a label twice in one pass', json('announcement.json', (a) => void (a.passes[0].from = ['hardship', 'hardship']))],
    ['a max that is null', json('announcement.json', (a) => void (a.passes[0].max = null))],
    ['no groups', json('announcement.json', (a) => void (a.choices.groups = []))],
    ['a group twice', json('announcement.json', (a) => void (a.choices.groups = ['am', 'am', 'pm']))],
    ['a group that is no name', json('announcement.json', (a) => void (a.choices.groups = ['am', 'p m']))],
    ['a contributor twice', json('announcement.json', (a) => void (a.contributors = ['office', 'office']))],
    ['an empty origin', json('announcement.json', (a) => void (a.log.origin = ''))],
    ['a log key that is none', json('announcement.json', (a) => void (a.log.key = 'x'))],
    ["a witness's key as log key", json('announcement.json', (a) => void (a.log.key = a.witnesses[0]))],
    ["the log's key as a witness's", json('announcement.json', (a) => void (a.witnesses[0] = a.log.key))],
    ['a witness twice', json('announcement.json', (a) => void (a.witnesses[1] = a.witnesses[0]))],
    ['a quorum above the witnesses', json('announcement.json', (a) => ({ ...a, quorum: 4 }))],
    ['no quorum with witnesses', json('announcement.json', (a) => ({ ...a, quorum: 0 }))],
    ['a quorum without witnesses', json('announcement.json', (a) => ({ ...a, witnesses: [] }))],
  ])('is malformed with %s', (_, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, 'announcement.malformed');
    expect(verifyRecord(files, TRUST, null)).toMatchObject({ chain: null, seed: null, drawId: 'city.example/renew/w1/0' });
  });

  it.each<[string, Breakage]>([
    ['no JSON', text('freeze.json', () => '{')],
    ['an unknown field', json('freeze.json', (f) => ({ ...f, x: 1 }))],
    ['another protocol', json('freeze.json', (f) => ({ ...f, protocol: 'fairslot/v0' }))],
    ['a draw number with a leading zero', json('freeze.json', (f) => ({ ...f, drawId: 'city.example/renew/w1/00' }))],
    ['a draw id of more than 120 characters', json('freeze.json', (f) => ({ ...f, drawId: `city.example/renew/${'w'.repeat(100)}/0` }))],
    ['round 0', json('freeze.json', (f) => ({ ...f, round: 0 }))],
    ['a count that is a string', json('freeze.json', (f) => void (f.entries.count = '6'))],
    ['an upper-case root', json('freeze.json', (f) => void (f.slots.root = 'A'.repeat(64)))],
    ['a time that is none', json('freeze.json', (f) => ({ ...f, frozenAt: '2026-01-08' }))],
    ['a commitment without contributor', json('freeze.json', (f) => void delete f.commitments[0].contributor)],
  ])('finds a malformed freeze with %s', (_, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, 'announcement.freeze-malformed');
    expect(verifyRecord(files, TRUST, null)).toMatchObject({ chain: 'trusted', seed: null, drawId: null });
  });

  it.each<[string, Breakage]>([
    ['announcement.hash', json('announcement.json', (a) => ({ ...a, title: 'Another' }))],
    ['announcement.hash', text('announcement.json', (content) => content.replace('{', '{ '))],
    ['announcement.window', json('freeze.json', (f) => ({ ...f, drawId: 'city.example/renew/w2/0' }))],
    ['announcement.number', json('freeze.json', (f) => ({ ...f, drawId: 'city.example/renew/w1/4' }))],
    ['announcement.number', json('freeze.json', (f) => ({ ...f, drawId: 'city.example/renew/w1/9999' }))],
  ])('fails with %s', (code, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, code);
  });

  it.each<[string, Edit]>([
    ['opens when it closes', (t) => void (t.opensAt = t.closesAt)],
    ['closes after the freeze', (t) => void (t.closesAt = '2026-01-08T01:00:01Z')],
    ['freezes at the reveal', (t) => void (t.freezeAt = t.revealBy)],
    ['reveals at the draw', (t) => void (t.revealBy = t.drawAt)],
    ['reveals a refill at its instant', (t) => void (t.refill.revealSecondsBefore = 0)],
    ['freezes a refill at its reveal', (t) => void (t.refill.freezeSecondsBefore = t.refill.revealSecondsBefore)],
    ['freezes a refill when the one before is drawn', (t) => void (t.refill.everySeconds = t.refill.freezeSecondsBefore)],
    ['freezes the first refill at the main draw', (t) => void (t.refill.firstAt = '2026-01-08T04:00:00Z')],
  ])('fails if the timetable %s', (_, edit) => {
    const files = composeUnlogged();
    announced((a) => edit(a.timetable))(files);
    expectFailure(files, 'announcement.timetable');
  });

  it('allows what stands at the edges: closing at the freeze, a last refill before the first', () => {
    const files = composeUnlogged();
    announced(
      (a) =>
        void Object.assign(a.timetable, {
          closesAt: a.timetable.freezeAt,
          refill: { ...a.timetable.refill, lastAt: '2026-01-01T00:00:00Z' },
        }),
    )(files);
    expect(verifyRecord(files, TRUST, null).checks[0]).toMatchObject({ outcome: 'passed' });
  });
});

describe('line 2, entries', () => {
  const line = (edit: (lines: string[]) => string[]): Breakage =>
    text('entries.txt', (content) =>
      edit(content.slice(0, -1).split('\n'))
        .map((each) => `${each}\n`)
        .join(''),
    );

  it.each<[string, Breakage]>([
    ['entries.malformed', text('entries.txt', (content) => content.slice(0, -1))],
    ['entries.malformed', text('entries.txt', (content) => content.replace('\n', '\r\n'))],
    ['entries.malformed', text('entries.txt', (content) => `${content}\n`)],
    ['entries.malformed', text('entries.txt', (content) => content.replace(' ', '  '))],
    ['entries.malformed', text('entries.txt', (content) => content.replace(' ', '\u00a0'))],
    ['entries.malformed', field('entries.txt', 0, 0, 'ABCDEF0123456789abcdef0123456789')],
    ...['0', '01', '65', '1.0', '+1', ''].map((value): [string, Breakage] => ['entries.malformed', field('entries.txt', 1, 1, value)]),
    ...['0', '10', '01', 'x'].map((value): [string, Breakage] => ['entries.malformed', field('entries.txt', 1, 2, value)]),
    ...['', 'general,', 'General', ',general'].map((value): [string, Breakage] => ['entries.malformed', field('entries.txt', 1, 3, value)]),
    ...['', '*,am', 'am,,pm', '-'].map((value): [string, Breakage] => ['entries.malformed', field('entries.txt', 1, 4, value)]),
    ['entries.malformed', field('entries.txt', 1, 5, 'a'.repeat(63))],
    ['entries.order', line((lines) => lines.reverse())],
    ['entries.order', line((lines) => [lines[0]!, ...lines])],
    ['entries.tickets', field('entries.txt', 2, 1, '3')],
    ['entries.pots', field('entries.txt', 2, 3, 'hardship')],
    ['entries.pots', field('entries.txt', 2, 3, 'unknown,general')],
    ['entries.pots', field('entries.txt', 2, 3, 'guarantee,hardship,general')],
    ['entries.pots', field('entries.txt', 2, 3, 'general,general')],
    ['entries.choices', field('entries.txt', 2, 4, 'night')],
    ['entries.choices', field('entries.txt', 2, 4, 'am,am')],
    ['entries.count', line((lines) => lines.slice(1))],
    ['entries.count', text('entries.txt', () => '')],
    ['entries.ticket-sum', (files) => editJson(files, 'freeze.json', (f) => void f.entries.tickets++)],
    ['entries.root', field('entries.txt', 0, 5, 'a'.repeat(64))],
    ['entries.root', field('entries.txt', 0, 2, '2')],
  ])('fails with %s (%#)', (code, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, code);
  });

  it('reports the first fault of the first faulty line, with its number', () => {
    const files = composeUnlogged();
    field('entries.txt', 1, 1, '3')(files);
    field('entries.txt', 1, 4, 'night')(files);
    field('entries.txt', 3, 1, 'x')(files);
    expect(expectFailure(files, 'entries.tickets').reason).toContain('line 2');
  });
});

describe('line 3, slots', () => {
  it.each<[string, Breakage]>([
    ['slots.malformed', text('slots.txt', (content) => content.slice(0, -1))],
    ['slots.malformed', field('slots.txt', 1, 0, 'S1')],
    ...['-1', '01', '1000000', ''].map((value): [string, Breakage] => ['slots.malformed', field('slots.txt', 1, 3, value)]),
    ['slots.malformed', field('slots.txt', 1, 5, 'x')],
    ['slots.duplicate', field('slots.txt', 1, 0, 's0')],
    ['slots.duplicate', field('slots.txt', 1, 3, '0')],
    ['slots.group', field('slots.txt', 1, 1, 'night')],
    ['slots.label', field('slots.txt', 1, 4, 'lapsed')],
    ['slots.count', text('slots.txt', () => '')],
    ['slots.root', field('slots.txt', 1, 2, 'counter2')],
    ['slots.root', text('slots.txt', (content) => `${content.slice(0, -1).split('\n').reverse().join('\n')}\n`)],
  ])('fails with %s (%#)', (code, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, code);
  });
});

describe('line 5, contributions', () => {
  it.each<[string, Breakage]>([
    ['contributions.malformed', text('reveal.json', () => 'null\n')],
    ['contributions.malformed', json('reveal.json', (r) => ({ ...r, x: 1 }))],
    ['contributions.malformed', json('reveal.json', (r) => void (r.contributions[0].secret = 'short'))],
    ['contributions.malformed', json('reveal.json', (r) => void delete r.contributions[0].secret)],
    ['contributions.contributors', json('reveal.json', (r) => void r.contributions.reverse())],
    ['contributions.contributors', json('reveal.json', (r) => void r.contributions.pop())],
    ['contributions.contributors', json('freeze.json', (f) => void f.commitments.pop())],
    ['contributions.contributors', json('freeze.json', (f) => void (f.commitments[0].contributor = 'stranger'))],
    ['contributions.secret', json('reveal.json', (r) => void (r.contributions[1].secret = 'f'.repeat(64)))],
    ['contributions.secret', json('freeze.json', (f) => void (f.commitments[0].commitment = '0'.repeat(64)))],
  ])('fails with %s (%#)', (code, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, code);
  });

  it('cannot be withheld afterwards: without a secret that was counted, the ranking is another one', () => {
    const files = composeUnlogged();
    editJson(files, 'reveal.json', (r) => void (r.contributions[1].secret = null));
    expectFailure(files, 'ranking.order');
  });
});

describe('line 6, beacon', () => {
  it.each<[string, Breakage]>([
    ['beacon.malformed', text('beacon.json', () => '{}\n')],
    ['beacon.malformed', json('beacon.json', (b) => ({ ...b, signature: b.signature.toUpperCase() }))],
    ['beacon.malformed', json('beacon.json', (b) => ({ ...b, signature: b.signature.slice(2) }))],
    ['beacon.malformed', json('beacon.json', (b) => ({ ...b, x: 1 }))],
    ['beacon.round', json('beacon.json', (b) => ({ ...b, round: b.round + 1 }))],
    ['beacon.round', json('freeze.json', (f) => ({ ...f, round: f.round + 1 }))],
    ['beacon.signature', json('beacon.json', (b) => ({ ...b, signature: `c0${'0'.repeat(94)}` }))],
    ['beacon.signature', announced((a) => void (a.beacon.publicKey = 'f'.repeat(192)))],
    ['beacon.randomness', json('beacon.json', (b) => ({ ...b, randomness: '0'.repeat(64) }))],
    ['beacon.chain', announced((a) => void (a.beacon = { ...PRACTICE_CHAIN, chainHash: '0'.repeat(64) }))],
  ])('fails with %s (%#)', (code, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, code);
  });

  it('fails with another genuine round than the one that the timetable gives', () => {
    const [files, other] = [composeUnlogged(), composeRecord({ number: 1 })];
    files.set('beacon.json', other.get('beacon.json')!);
    expectFailure(files, 'beacon.round');
  });
});

describe('lines 7 and 8, ranking and allocation', () => {
  const lines = (edit: (each: string[]) => string[]): Breakage =>
    text('result.txt', (content) =>
      edit(content.slice(0, -1).split('\n'))
        .map((each) => `${each}\n`)
        .join(''),
    );

  it.each<[string, Breakage]>([
    ['ranking.malformed', text('result.txt', (content) => content.slice(0, -1))],
    ['ranking.malformed', field('result.txt', 0, 0, '0')],
    ['ranking.malformed', field('result.txt', 0, 0, '01')],
    ['ranking.malformed', field('result.txt', 0, 2, '65')],
    ['ranking.malformed', field('result.txt', 0, 3, 'F'.repeat(64))],
    ['ranking.malformed', field('result.txt', 0, 4, '-')],
    ['ranking.malformed', lines((each) => [...each, ''])],
    ['ranking.count', lines((each) => each.slice(1))],
    ['ranking.count', text('result.txt', () => '')],
    ['ranking.order', lines((each) => [each[1]!, each[0]!, ...each.slice(2)])],
    ['ranking.order', field('result.txt', 0, 0, '2')],
    ['ranking.order', field('result.txt', 0, 1, '0'.repeat(32))],
    ['ranking.order', field('result.txt', 5, 2, '64')],
    ['ranking.order', field('result.txt', 3, 3, '0'.repeat(64))],
    ['ranking.order', json('freeze.json', (f) => void (f.frozenAt = '2026-01-08T00:59:59Z'))],
  ])('fails with %s (%#)', (code, edit) => {
    const files = composeUnlogged();
    edit(files);
    expectFailure(files, code);
  });

  it.each<[string, (line: string[], all: string[][]) => void]>([
    ['somebody who was served is not', (line) => void line.splice(4, 2, '-', '-')],
    ['somebody was served from another pot', (line) => void (line[4] = line[4] === 'general' ? 'guarantee' : 'general')],
    ['somebody got another slot', (line) => void (line[5] = 's9')],
    [
      'two exchanged their places',
      (line, all) => {
        const other = all.find((each) => each !== line && each[5] !== '-')!;
        [line[5], other[5]] = [other[5]!, line[5]!];
      },
    ],
  ])('fails if %s', (_, edit) => {
    const files = composeUnlogged();
    lines((each) => {
      const fields = each.map((line) => line.split(' '));
      edit(
        fields.find((line) => line[5] !== '-')!,
        fields,
      );
      return fields.map((line) => line.join(' '));
    })(files);
    expectFailure(files, 'allocation.mismatch');
  });
});

describe('line 9, ticket', () => {
  const receiptOf = (value: object): Receipt => parseReceipt(utf8FromString(JSON.stringify(value)));

  it('passes for who is in, and tells tickets, rank and slots', () => {
    const files = composeRecord();
    const served = Buffer.from(files.get('result.txt')!)
      .toString()
      .split('\n')
      .map((line) => line.split(' '));
    for (let person = 0; person < 6; person++) {
      const report = verifyRecord(files, TRUST, receiptOf({ receiptSecret: receiptSecretOf(person), identity: identityOf(person) }));
      expect(report.checks[8]).toEqual({ check: 'ticket', outcome: 'passed' });
      expect(report.verdict).toBe('verified');
      const line = served.find((each) => each[1] === report.ticket!.ticketId)!;
      expect(report.ticket).toMatchObject({
        rank: Number(line[0]),
        tickets: [1, 2, 4, 4, 1, 2][person],
        slots: line[5] === '-' ? [] : line[5]!.split(','),
      });
    }
  });

  it('says nothing about the person if the receipt names none', () => {
    const report = verifyRecord(composeRecord(), TRUST, receiptOf({ receiptSecret: receiptSecretOf(0) }));
    expect(report.ticket).toMatchObject({ identityOpened: null });
  });

  it.each([
    ['ticket.absent', { receiptSecret: '0'.repeat(64) }],
    ['ticket.commitment', { receiptSecret: receiptSecretOf(0), identity: identityOf(1) }],
    ['ticket.commitment', { receiptSecret: receiptSecretOf(0), identity: `${identityOf(0)} ` }],
  ])('fails with %s', (code, value) => {
    const report = verifyRecord(composeRecord(), TRUST, receiptOf(value));
    expect(report.checks[8]).toMatchObject({ check: 'ticket', outcome: 'failed', code });
    expect(report).toMatchObject({ verdict: 'failed', ticket: null });
  });

  it("fails for another service's receipt, even if the secret fits", () => {
    const receipt = { ...receiptOf({ receiptSecret: receiptSecretOf(0) }), service: 'city.example/other' };
    expect(verifyRecord(composeRecord(), TRUST, receipt).checks[8]).toMatchObject({ code: 'ticket.absent' });
    expect(verifyRecord(composeRecord(), TRUST, { ...receipt, service: 'city.example/renew' }).checks[8]).toMatchObject({
      outcome: 'passed',
    });
  });

  it('is not checked where the result could not be', () => {
    const files = composeRecord();
    field('result.txt', 0, 0, '2')(files);
    const report = verifyRecord(files, TRUST, receiptOf({ receiptSecret: receiptSecretOf(0) }));
    expect(report.checks[8]).toMatchObject({ outcome: 'not-checked', code: 'ticket.depends' });
  });
});

describe('any record', () => {
  it.each(REQUIRED_FILES)('is unusable without %s', (name) => {
    const files = composeRecord();
    files.delete(name);
    expect(expectCode('record.missing-file', () => verifyRecord(files, TRUST, null)).expected).toBe(name);
  });

  it('may have other files beside its own', () => {
    const files = composeRecord()
      .set('README', new Uint8Array([255]))
      .set('SHA256SUMS', new Uint8Array(0));
    expect(verifyRecord(files, TRUST, null).verdict).toBe('verified');
  });

  const frozen = ['announcement.json', 'entries.txt', 'slots.txt', 'freeze.json', 'result.txt'] as const;
  it('fails as soon as any one byte of what is frozen or drawn is another one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...frozen), fc.nat(), fc.integer({ min: 1, max: 255 }), (name, place, change) => {
        const files = loadRecord('tiny');
        const file = files.get(name)!.slice();
        file[place % file.length]! ^= change;
        files.set(name, file);
        expect(verifyRecord(files, DEFAULT_TRUST, null).verdict).toBe('failed');
      }),
      { numRuns: 60 },
    );
  });

  it('never makes the verifier stumble, and never gives another seed, whatever bytes reveal and beacon are made of', () => {
    const seed = verifyRecord(loadRecord('pots'), DEFAULT_TRUST, null).seed;
    fc.assert(
      fc.property(fc.constantFrom('reveal.json', 'beacon.json'), fc.nat(), fc.nat(255), fc.boolean(), (name, place, byte, cut) => {
        const files = loadRecord('pots');
        const file = files.get(name)!.slice(0, cut ? place % 50 : undefined);
        if (file.length > 0) file[place % file.length] = byte;
        files.set(name, file);
        const report = verifyRecord(files, DEFAULT_TRUST, null);
        expect(report.verdict === 'failed' || report.seed === seed).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
