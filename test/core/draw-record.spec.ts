import { drawRecord, type CoreErrorCode } from '../../src/core';
import { composeRecord, editJson, editText, type Edit } from './support/composed-record';
import { expectCode } from './support/expect-code';

/** What a verifier would refuse must not be drawn in the first place. */
describe('no draw is made', () => {
  it.each<[CoreErrorCode, string, Edit]>([
    ['announcement.hash', 'announcement.json', (a) => ({ ...a, title: 'x' })],
    ['contributions.secret', 'reveal.json', (r) => void (r.contributions[0].secret = '0'.repeat(64))],
    ['beacon.randomness', 'beacon.json', (b) => ({ ...b, randomness: '0'.repeat(64) })],
  ])('with %s', (code, name, edit) => {
    const files = composeRecord();
    editJson(files, name, edit);
    expectCode(code, () => drawRecord(files));
  });

  it.each([
    ['entries.root', 'entries.txt'],
    ['slots.root', 'slots.txt'],
  ] as const)('with %s', (code, name) => {
    const files = composeRecord();
    editText(files, name, (text) => text.replace(/.\n$/, (end) => (end === '0\n' ? '1\n' : '0\n')));
    expectCode(code, () => drawRecord(files));
  });

  it('without its files', () => {
    const files = composeRecord();
    files.delete('beacon.json');
    expectCode('record.missing-file', () => drawRecord(files));
  });
});
