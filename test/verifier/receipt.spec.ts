import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  deriveVerifierKey,
  formatReceipt,
  formatVerifierKey,
  NOTE_SIGNATURE,
  type NoteSigner,
  QUICKNET,
  type ReceiptText,
} from '../../src/core';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { type CliRun, runCli } from './support/run-cli';
import { vectorPath } from './support/vectors';
import type { AnyReport } from './support/verifiers';

const TINY = vectorPath('protocol/tiny');
interface Person {
  readonly receiptSecret: string;
  readonly identity: string;
  readonly ticketId: string;
}
const people = (JSON.parse(readFileSync(vectorPath('protocol/receipts.json'), 'utf8')) as { tiny: { people: Person[] } }).tiny.people;
const person = people[0]!;

const office: NoteSigner = { name: 'vectors.example/fairslot/receipts', seed: new Uint8Array(32).fill(7) };
const text: ReceiptText = {
  protocol: 'fairslot/v1',
  kind: 'receipt',
  service: 'vectors.example/renew-permit',
  registration: '6f1d3ac2-9a0e-4a37-9d0c-3f7f0a3b9c11',
  receivedAt: '2025-08-01T09:30:00Z',
  receiptSecret: person.receiptSecret,
  identity: person.identity,
  legalEffect: 'none',
};

const folder = createTemporaryFolder('receipt');
afterAll(() => removeFolder(folder));

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const { kind: _kind, ...quicknet } = QUICKNET;
const trust = write(
  'trust.json',
  JSON.stringify({ chains: [quicknet], logs: [formatVerifierKey(deriveVerifierKey(office, NOTE_SIGNATURE))], witnesses: [], quorum: 1 }),
);

/** Verifies with a receipt of this content. */
const verifyWith = (content: string | Uint8Array, ...options: readonly string[]): CliRun =>
  runCli('verify', TINY, '--receipt', write('receipt', content), ...options);
const ninth = (content: string): { code: number; line: object | undefined } => {
  const { code, out } = verifyWith(content, '--json');
  return { code, line: (JSON.parse(out) as AnyReport).checks?.[8] };
};

describe('a receipt', () => {
  it.each([
    ['a signed note', formatReceipt(text, office)],
    ['its JSON object alone', JSON.stringify(text)],
    ['a secret with an identity', JSON.stringify({ receiptSecret: person.receiptSecret, identity: person.identity })],
    ['a secret alone', JSON.stringify({ receiptSecret: person.receiptSecret })],
  ])('as %s finds the own entry', (_form, content) => {
    expect(ninth(content)).toEqual({ code: 3, line: { check: 'ticket', outcome: 'passed' } });
  });

  it('tells everybody among the applicants what became of them', () => {
    const result = readFileSync(join(TINY, 'result.txt'), 'utf8').split('\n');
    for (const { receiptSecret, identity, ticketId } of people) {
      const { out } = verifyWith(JSON.stringify({ receiptSecret, identity }));
      const [rank, , , , pot, slots] = result.find((line) => line.split(' ')[1] === ticketId)!.split(' ');
      expect(out).toContain(`Rank: ${rank}. ${slots === '-' ? 'No slot in this draw.' : `Slot ${slots} from the pot ${pot}.`}`);
      expect(out).toContain('The personal data on your receipt are the frozen ones.');
    }
  });

  it('says in German, too, what became of its holder', () => {
    const { out } = verifyWith(JSON.stringify({ receiptSecret: person.receiptSecret }), '--lang', 'de');
    expect(out).toContain('Ihre eigene Teilnahme ist dabei und gehört Ihnen');
    expect(out).toMatch(/Lose: \d+\. Rang: \d+\. .* Persönliche Angaben wurden nicht verglichen\./);
  });

  it('is checked against the keys that the reader trusts, and against no others', () => {
    const note = formatReceipt(text, office);
    expect(verifyWith(note, '--trust', trust).out).toContain('The receipt is signed by a key that you trust.');
    expect(verifyWith(note).out).toContain('The signature on the receipt was not checked.');
    expect(verifyWith(JSON.stringify(text), '--trust', trust).out).toContain('The signature on the receipt was not checked.');
  });

  it('that somebody changed is refused where its key is trusted', () => {
    const changed = formatReceipt(text, office).replace('"none"', '"application"');
    const { code, err } = verifyWith(changed, '--trust', trust);
    expect(code).toBe(2);
    expect(err).toContain('The receipt cannot be read, or is not in the prescribed form.');
    expect(verifyWith(changed).code).toBe(3);
  });

  it.each([
    ['of another person', { receiptSecret: person.receiptSecret, identity: people[1]!.identity }, 'ticket.commitment'],
    ['with a letter changed', { receiptSecret: person.receiptSecret, identity: person.identity.toUpperCase() }, 'ticket.commitment'],
    ['that is in another draw', { receiptSecret: '0'.repeat(64) }, 'ticket.absent'],
    ['for another service', { ...text, service: 'vectors.example/other' }, 'ticket.absent'],
  ])('%s fails', (_what, content, code) => {
    expect(ninth(JSON.stringify(content))).toEqual({
      code: 1,
      line: expect.objectContaining({ check: 'ticket', outcome: 'failed', code }) as object,
    });
  });

  it.each([
    ['no JSON', 'receipt'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a secret in capitals', JSON.stringify({ receiptSecret: 'A'.repeat(64) })],
    ['an unknown key', JSON.stringify({ receiptSecret: person.receiptSecret, note: '' })],
    ['a key twice', `{"receiptSecret":"${person.receiptSecret}","receiptSecret":"${person.receiptSecret}"}`],
    ['another version', JSON.stringify({ ...text, protocol: 'fairslot/v2' })],
    ['a note with an empty signature', `${JSON.stringify(text)}\n\n\u2014 ${office.name} \n`],
    ['a note with a broken line', formatReceipt(text, office).slice(0, -9)],
    ['bytes that are no text', Buffer.from(JSON.stringify({ ...text, identity: '\u00fc' }), 'latin1')],
  ])('of %s cannot be used', (_what, content) => {
    const { code, out } = verifyWith(content, '--json');
    expect([code, (JSON.parse(out) as AnyReport).code]).toEqual([2, 'receipt.malformed']);
  });

  it.each([
    ['is not there', () => join(folder, 'nowhere')],
    ['has no end', () => '/dev/zero'],
    ['is a folder', () => folder],
  ])('that %s cannot be used', (_what, path) => {
    const { code, out } = runCli('verify', TINY, '--receipt', path(), '--json');
    expect([code, (JSON.parse(out) as AnyReport).code]).toEqual([2, 'receipt.malformed']);
  });
});
