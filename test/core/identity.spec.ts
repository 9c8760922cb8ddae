import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  deriveContributionCommitment,
  derivePersonCommitment,
  deriveSalt,
  deriveSlotCommitment,
  deriveTicketId,
  formatIdentity,
  normalizeBirthDate,
  normalizeCaseNumber,
  normalizeIdentityField,
} from '../../src/core';
import { expectCode } from './support/expect-code';
import { loadVector, RECORDS, type ReceiptVectors } from './support/vectors';

const receipts = loadVector<ReceiptVectors>('receipts');
const people = RECORDS.flatMap((name) => receipts[name].people.map((person) => ({ ...person, drawId: receipts[name].drawId })));
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('the person behind a ticket', () => {
  it.each(people)('$drawId $ticketId', ({ drawId, receiptSecret, identity, ticketId, salt, commitment }) => {
    expect(deriveTicketId(drawId, receiptSecret)).toBe(ticketId);
    expect(deriveSalt(drawId, receiptSecret)).toBe(salt);
    expect(derivePersonCommitment(drawId, receiptSecret, identity)).toBe(commitment);
    const [surname, givenNames, birthDate, caseNumber] = identity.split('|') as [string, string, string, string];
    expect(formatIdentity({ surname, givenNames, birthDate, caseNumber })).toBe(identity);
  });

  it('has another id, salt and commitment in every draw', () => {
    const [first, second] = ['a/b/c/0', 'a/b/c/1'].map((drawId) => [
      deriveTicketId(drawId, '1'.repeat(64)),
      deriveSalt(drawId, '1'.repeat(64)),
      derivePersonCommitment(drawId, '1'.repeat(64), 'x|y|0000-00-00|Z'),
    ]);
    first!.forEach((value, index) => expect(second![index]).not.toBe(value));
  });
});

describe('commitments', () => {
  it('of a slot hide time and place under a salt', () => {
    const salt = '2'.repeat(64);
    const expected = sha256(
      ['fairslot/v1/slot', 'a/b/c/0', 's1', salt, '2026-12-01T08:00:00Z', sha256('Straße 1, Zimmer Ä'), ''].join('\n'),
    );
    const slot = { drawId: 'a/b/c/0', slotId: 's1', salt, startsAt: '2026-12-01T08:00:00Z', place: 'Straße 1, Zimmer Ä' };
    expect(deriveSlotCommitment(slot)).toBe(expected);
    expect(deriveSlotCommitment({ ...slot, place: 'Straße 1' })).not.toBe(expected);
  });

  it('of a contributor are to draw, name and secret', () => {
    const expected = sha256(['fairslot/v1/contribution', 'a/b/c/0', 'office', '3'.repeat(64), ''].join('\n'));
    expect(deriveContributionCommitment('a/b/c/0', 'office', '3'.repeat(64))).toBe(expected);
  });
});

describe('fields', () => {
  it.each([
    ['trims', '  Anna ', 'Anna'],
    ['folds every Unicode white space', 'A\u00a0\u2003\u3000B', 'A B'],
    ['composes', 'A\u0308nne', 'Änne'],
    ['keeps case, hyphens and other scripts', 'van-Dyk Иван 李', 'van-Dyk Иван 李'],
    ['keeps a byte-order mark, which is no white space', '\ufeffA', '\ufeffA'],
    ['lets a missing part be empty', '  ', ''],
  ])('%s', (_, typed, field) => {
    expect(normalizeIdentityField(typed)).toBe(field);
  });

  it.each(['a|b', 'a\tb', 'a\nb', 'a\u0000b', 'a\u0085b', 'a\u007fb', 'a\ud800b'])('refuse %j', (typed) => {
    expectCode('identity.field', () => normalizeIdentityField(typed));
  });

  it('do not change when normalized again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[|\p{Cc}]/gu, '')),
        (typed) => {
          const once = normalizeIdentityField(typed);
          expect(normalizeIdentityField(once)).toBe(once);
        },
      ),
    );
  });
});

describe('case numbers', () => {
  it.each([
    ['az 177.62-13/899', 'AZ1776213899'],
    ['a\u2010b\u2011c\u2012d\u2013e\u2014f\u2015g', 'ABCDEFG'],
    ['ß ä', 'ßä'],
    [' A B ', 'AB'],
  ])('%j becomes %j: whatever people leave out is left out', (typed, caseNumber) => {
    expect(normalizeCaseNumber(typed)).toBe(caseNumber);
  });

  it.each(['', ' ', '-/.', '\u2013'])('%j is none', (typed) => {
    expectCode('identity.case-number', () => normalizeCaseNumber(typed));
  });
});

describe('birth dates', () => {
  it.each(['1980-02-29', '0000-00-00', '1980-00-00', '1980-06-00', '0000-02-29', '1980-00-31', ' 1980-01-01 '])('%j may be', (typed) => {
    expect(normalizeBirthDate(typed)).toBe(typed.trim());
  });

  it.each(['1981-02-29', '1980-13-01', '1980-04-31', '0000-02-30', '1980-00-32', '1980-1-1', '01.01.1980', ''])('%j may not', (typed) => {
    expectCode('identity.birth-date', () => normalizeBirthDate(typed));
  });
});

describe('the identity text', () => {
  it('is the four fields with bars, the missing part of a name empty', () => {
    expect(formatIdentity({ surname: ' Öz ', givenNames: '', birthDate: '1990-00-00', caseNumber: 'a-1' })).toBe('Öz||1990-00-00|A1');
  });

  it('cannot be made to shift its fields', () => {
    expectCode('identity.field', () => formatIdentity({ surname: 'a|b', givenNames: 'c', birthDate: '1990-00-00', caseNumber: '1' }));
  });
});
