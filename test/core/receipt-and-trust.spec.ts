import {
  DEFAULT_TRUST,
  deriveReceiptHash,
  deriveVerifierKey,
  formatReceipt,
  formatVerifierKey,
  NOTE_SIGNATURE,
  parseReceipt,
  parseTrust,
  QUICKNET,
  sha256Hex,
  utf8FromString,
  verifyReceiptSignature,
  type ReceiptText,
} from '../../src/core';
import { TRUST, witnessKeys } from './support/composed-record';
import { expectCode } from './support/expect-code';

const signer = { name: 'log.example/fairslot/receipts', seed: new Uint8Array(32).fill(6) };
const trust = { ...TRUST, logs: [formatVerifierKey(deriveVerifierKey(signer, NOTE_SIGNATURE))] };
const receipt: ReceiptText = {
  protocol: 'fairslot/v1',
  kind: 'receipt',
  service: 'city.example/renew',
  registration: '0190a000-0000-7000-8000-000000000001',
  receivedAt: '2026-01-02T03:04:05Z',
  receiptSecret: 'a'.repeat(64),
  identity: 'Öz|Änne|1990-00-00|A1',
  legalEffect: 'none',
};
const note = formatReceipt(receipt, signer);
const read = (text: string): ReturnType<typeof parseReceipt> => parseReceipt(utf8FromString(text));

describe('receipts', () => {
  it('are signed notes that say who, for what and since when', () => {
    expect(read(note)).toMatchObject({ receiptSecret: receipt.receiptSecret, identity: receipt.identity, service: receipt.service });
    expect(verifyReceiptSignature(read(note), trust)).toBe(true);
    expect(deriveReceiptHash(note)).toBe(sha256Hex(utf8FromString(`${JSON.stringify(receipt)}\n`)));
  });

  it('may come as the JSON object alone, or as a bare secret; then no signature was checked', () => {
    const alone = read(JSON.stringify(receipt));
    expect(alone).toMatchObject({ service: receipt.service, identity: receipt.identity, note: null });
    const bare = read(`{"receiptSecret":"${'b'.repeat(64)}"}`);
    expect(bare).toEqual({ receiptSecret: 'b'.repeat(64), identity: null, service: null, note: null });
    expect(read(`{"receiptSecret":"${'b'.repeat(64)}","identity":"x"}\n`).identity).toBe('x');
    for (const each of [alone, bare]) expect(verifyReceiptSignature(each, trust)).toBe(false);
  });

  it('are not called checked under keys that did not claim to sign them', () => {
    expect(verifyReceiptSignature(read(note), TRUST)).toBe(false);
  });

  it('are refused if the signature in a trusted name is false', () => {
    const changed = note.replace('"none"', '"application"');
    expect(changed).not.toBe(note);
    expectCode('receipt.malformed', () => verifyReceiptSignature(read(changed), trust));
  });

  it.each([
    ['no JSON', 'x'],
    ['an unknown field', JSON.stringify({ ...receipt, x: 1 })],
    ['a missing field', JSON.stringify({ ...receipt, legalEffect: undefined })],
    ['another protocol', JSON.stringify({ ...receipt, protocol: 'fairslot/v2' })],
    ['another kind', JSON.stringify({ ...receipt, kind: 'ticket' })],
    ['a service with a window', JSON.stringify({ ...receipt, service: 'a/b/c' })],
    ['a registration that is no UUID', JSON.stringify({ ...receipt, registration: '1' })],
    ['a time that is none', JSON.stringify({ ...receipt, receivedAt: 'today' })],
    ['a short secret', JSON.stringify({ receiptSecret: 'a' })],
    ['no secret', '{}'],
    ['a service beside a bare secret', JSON.stringify({ receiptSecret: 'a'.repeat(64), service: 'a/b' })],
    ['a broken signature line', note.replace(/ [^ ]+\n$/, ' ?\n')],
  ])('are refused with %s', (_, text) => {
    expectCode('receipt.malformed', () => read(text));
  });

  it('are refused if they are no UTF-8, and never written malformed', () => {
    expectCode('receipt.malformed', () => parseReceipt(new Uint8Array([0xff, 0x7b])));
    expectCode('receipt.malformed', () => formatReceipt({ ...receipt, receiptSecret: '' }, signer));
  });
});

describe('trust', () => {
  const { kind: _kind, ...chain } = QUICKNET;
  const file = { chains: [chain], logs: TRUST.logs, witnesses: witnessKeys, quorum: 2 };
  const readTrust = (value: object): ReturnType<typeof parseTrust> => parseTrust(utf8FromString(JSON.stringify(value)));

  it('is by default in quicknet and in nobody else', () => {
    expect(DEFAULT_TRUST).toEqual({ chains: [chain], logs: [], witnesses: [], quorum: 1 });
  });

  it('is read from a file with all four keys', () => {
    expect(readTrust(file)).toEqual(file);
    expect(readTrust(DEFAULT_TRUST)).toEqual(DEFAULT_TRUST);
  });

  it.each([
    ['a missing key', { ...file, logs: undefined }],
    ['an unknown key', { ...file, x: 1 }],
    ['a quorum of 0', { ...file, quorum: 0 }],
    ['a chain with a kind', { ...file, chains: [QUICKNET] }],
    ['a chain without its key', { ...file, chains: [{ ...chain, publicKey: undefined }] }],
    ["a witness's key among the logs", { ...file, logs: [witnessKeys[0]] }],
    ["a log's key among the witnesses", { ...file, witnesses: TRUST.logs }],
    ['a witness twice', { ...file, witnesses: [witnessKeys[0], witnessKeys[0]] }],
  ])('is refused with %s', (_, value) => {
    expectCode('trust.malformed', () => readTrust(value));
  });
});
