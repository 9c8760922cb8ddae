import { DEFAULT_TRUST, drawRecord, parseReceipt, utf8FromString, verifyRecord } from '../../src/core';
import { loadRecord, loadVector, RECORDS, type ReceiptVectors } from './support/vectors';

const receipts = loadVector<ReceiptVectors>('receipts');

/** The vectors were made after their rounds, so they carry no log; everything else in them is as in a real draw. */
describe.each(RECORDS)('the record %s', (name) => {
  it('replays: each line passes by its name, only the times cannot be checked', () => {
    const report = verifyRecord(loadRecord(name), DEFAULT_TRUST, null);
    expect(report.checks.map((line) => [line.check, line.outcome, line.code])).toEqual([
      ['announcement', 'passed', undefined],
      ['entries', 'passed', undefined],
      ['slots', 'passed', undefined],
      ['timing', 'not-checked', 'timing.no-log'],
      ['contributions', 'passed', undefined],
      ['beacon', 'passed', undefined],
      ['ranking', 'passed', undefined],
      ['allocation', 'passed', undefined],
    ]);
    expect(report).toMatchObject({ verdict: 'replayed', chain: 'trusted', drawId: receipts[name].drawId, ticket: null });
    expect(report.seed).toBe(receipts[name].seed);
  });

  it('is drawn again to the same bytes', () => {
    const files = loadRecord(name);
    const published = files.get('result.txt')!;
    files.delete('result.txt');
    const drawn = drawRecord(files);
    expect(Buffer.from(drawn.file).toString()).toBe(Buffer.from(published).toString());
    expect(drawn.seed).toBe(receipts[name].seed);
    expect(drawn.lines.filter((line) => line.pot !== null)).toHaveLength(receipts[name].served);
  });
});

const applicants = RECORDS.flatMap((name) => receipts[name].people.map((person) => [name, person.ticketId, person] as const));

it.each(applicants)('the record %s knows the applicant %s by the receipt and opens the commitment', (name, ticketId, person) => {
  const receipt = parseReceipt(utf8FromString(JSON.stringify({ receiptSecret: person.receiptSecret, identity: person.identity })));
  const report = verifyRecord(loadRecord(name), DEFAULT_TRUST, receipt);
  expect(report.checks[8]).toEqual({ check: 'ticket', outcome: 'passed' });
  expect(report.ticket).toMatchObject({ ticketId, identityOpened: true });
  expect(report.verdict).toBe('replayed');
});
