import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import {
  base64FromBytes,
  COSIGNATURE,
  deriveKeyId,
  deriveVerifierKey,
  formatCheckpoint,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  hexFromBytes,
  NOTE_SIGNATURE,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVerifierKey,
  signCosignature,
  signNote,
  verifyCosignature,
  verifyNote,
} from '../../src/core';
import { expectCode } from './support/expect-code';
import { loadVector } from './support/vectors';

const { signedNote } = loadVector<{ signedNote: { vkey: string; text: string; signature: string } }>('transparency');
const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const signer = { name: 'log.example/one', seed: seed(1) };
const witness = { name: 'witness.example/w', seed: seed(2) };
const logKey = deriveVerifierKey(signer, NOTE_SIGNATURE);
const witnessKey = deriveVerifierKey(witness, COSIGNATURE);
const root = new Uint8Array(32).fill(9);
const checkpointText = formatCheckpoint({ origin: 'log.example/one', size: 5, root });

/** Node's Ed25519 with the same 32-byte seed: the other implementation. */
function signByNode(message: string, key: Uint8Array): Buffer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), key]);
  return sign(null, Buffer.from(message), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

describe("C2SP's example", () => {
  const note = `${signedNote.text}\n\u2014 example.com/foo ${signedNote.signature}\n`;

  it('is read, verified and written as it was', () => {
    const parsed = parseNote(note);
    expect(parsed.text).toBe(signedNote.text);
    verifyNote(parsed, parseVerifierKey(signedNote.vkey));
    expect(formatNote(parsed)).toBe(note);
    expect(formatVerifierKey(parseVerifierKey(signedNote.vkey))).toBe(signedNote.vkey);
  });

  it('does not verify with another text', () => {
    expectCode('note.signature', () => verifyNote(parseNote(note.replace('message', 'massage')), parseVerifierKey(signedNote.vkey)));
  });
});

describe('verifier keys', () => {
  it('carry the public key and the id of their seed, per type', () => {
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), signer.seed]);
    const spki = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' });
    expect(hexFromBytes(logKey.publicKey)).toBe(spki.subarray(-32).toString('hex'));
    expect(deriveKeyId(logKey)).not.toBe(deriveKeyId({ ...logKey, type: COSIGNATURE }));
    for (const key of [logKey, witnessKey]) expect(parseVerifierKey(formatVerifierKey(key))).toEqual(key);
  });

  const [name, id, material] = signedNote.vkey.split('+') as [string, string, string];
  it.each([
    ['another name', `example.com/bar+${id}+${material}`],
    ['an empty name', `+${id}+${material}`],
    ['a space in the name', `example com+${id}+${material}`],
    ['an upper-case id', `${name}+${id.toUpperCase()}+${material}`],
    ['another id', `${name}+530d903b+${material}`],
    ['a missing part', `${name}+${id}`],
    ['no base64', `${name}+${id}+???`],
    ['a short key', `${name}+${id}+${base64FromBytes(new Uint8Array(32).fill(1))}`],
    ['an unknown type', formatUnchecked({ ...parseVerifierKey(signedNote.vkey), type: 2 as 1 })],
    ['a line end', `${signedNote.vkey}\n`],
  ])('are refused with %s', (_, vkey) => {
    expectCode('note.key', () => parseVerifierKey(vkey));
  });

  function formatUnchecked(key: Parameters<typeof deriveKeyId>[0]): string {
    return `${key.name}+${deriveKeyId(key)}+${base64FromBytes(Uint8Array.of(key.type, ...key.publicKey))}`;
  }

  it('are not written with a name that could not be read', () => {
    expectCode('note.key', () => formatVerifierKey({ ...logKey, name: 'a+b' }));
  });
});

describe('notes', () => {
  it('are signed as Node signs, and come back as they were, whatever the text', () => {
    const text = fc
      .array(fc.string({ unit: 'grapheme' }).map((line) => line.replace(/[\x00-\x1f]/g, '')))
      .map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, (body) => {
        const note = parseNote(signNote(body, signer));
        expect(note.text).toBe(body);
        verifyNote(note, logKey);
        expect(Buffer.from(note.signatures[0]!.signature).equals(signByNode(body, signer.seed))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  const note = signNote('text\n', signer);
  const line = note.split('\n')[2]!;
  it.each([
    ['no signature', 'text\n\n'],
    ['no empty line', `text\n${line}\n`],
    ['no final LF', note.slice(0, -1)],
    ['a hyphen for the dash', note.replace('\u2014', '-')],
    ['two spaces', note.replace('\u2014 ', '\u2014  ')],
    ['a fourth word', note.replace(/\n$/, ' x\n')],
    ['a carriage return', note.replace('text\n', 'text\r\n')],
    ['a tab', note.replace('text', 'te\txt')],
    ['a lone surrogate', note.replace('text', '\ud800')],
    ['a name with a plus', note.replace('log.example/one', 'log+one')],
    ['no base64', note.replace(/ [^ ]+\n$/, ' ????\n')],
    ['a signature without bytes', note.replace(/ [^ ]+\n$/, ' AAAAAA==\n')],
    ['65 signatures', `text\n\n${`${line}\n`.repeat(65)}`],
  ])('are refused with %s', (_, text) => {
    expectCode('note.malformed', () => parseNote(text));
  });

  it('may carry 64 signatures', () => {
    verifyNote(parseNote(`text\n\n${`${line}\n`.repeat(64)}`), logKey);
  });

  it('are split at the last empty line: the text may have some', () => {
    expect(parseNote(signNote('a\n\nb\n\n\n', signer)).text).toBe('a\n\nb\n\n\n');
  });

  it('are not signed by a key that only shares name or id, nor by one of another type', () => {
    const parsed = parseNote(note);
    const other = deriveVerifierKey({ name: signer.name, seed: seed(7) }, NOTE_SIGNATURE);
    expectCode('note.signature', () => verifyNote(parsed, other));
    expectCode('note.signature', () =>
      verifyNote({ ...parsed, signatures: [{ ...parsed.signatures[0]!, keyId: deriveKeyId(other) }] }, other),
    );
    expectCode('note.signature', () => verifyNote({ ...parsed, signatures: [{ ...parsed.signatures[0]!, name: 'other' }] }, logKey));
    const asWitness = { ...logKey, type: COSIGNATURE } as const;
    expectCode('note.signature', () =>
      verifyNote({ ...parsed, signatures: [{ ...parsed.signatures[0]!, keyId: deriveKeyId(asWitness) }] }, asWitness),
    );
  });

  it('are not signed if one of two lines of the key is false', () => {
    const parsed = parseNote(note);
    const falseLine = { ...parsed.signatures[0]!, signature: parsed.signatures[0]!.signature.map((byte) => byte ^ 1) };
    for (const signatures of [[falseLine], [parsed.signatures[0]!, falseLine], [falseLine, parsed.signatures[0]!], []]) {
      expectCode('note.signature', () => verifyNote({ ...parsed, signatures }, logKey));
    }
    const foreign = { ...falseLine, name: 'somebody.else' };
    verifyNote({ ...parsed, signatures: [foreign, parsed.signatures[0]!] }, logKey);
  });

  it('are not signed by a key of small order, under which one signature fits every text', () => {
    const identity = new Uint8Array(32).fill(0).with(0, 1);
    const key = { name: 'weak', type: NOTE_SIGNATURE, publicKey: identity } as const;
    const signature = new Uint8Array([...identity, ...new Uint8Array(32)]);
    expect(ed25519.verify(signature, Buffer.from('text\n'), identity, { zip215: true })).toBe(true);
    expectCode('note.signature', () =>
      verifyNote({ text: 'text\n', signatures: [{ name: 'weak', keyId: deriveKeyId(key), signature }] }, key),
    );
  });

  it('are not written without a line end', () => {
    expectCode('note.malformed', () => signNote('text', signer));
    expectCode('note.malformed', () => formatNote({ text: 'text\n', signatures: [] }));
  });
});

describe('checkpoints', () => {
  it('come back as they were', () => {
    expect(parseCheckpoint(checkpointText)).toEqual({ origin: 'log.example/one', size: 5, root });
    expect(formatCheckpoint(parseCheckpoint(checkpointText))).toBe(checkpointText);
  });

  const base64 = base64FromBytes(root);
  it.each([
    ['an extension line', `${checkpointText}more\n`],
    ['no root', 'log\n5\n'],
    ['an empty origin', `\n5\n${base64}\n`],
    ['a leading zero', `log\n05\n${base64}\n`],
    ['a sign', `log\n+5\n${base64}\n`],
    ['a short root', 'log\n5\nAAAA\n'],
    ['no final LF', checkpointText.slice(0, -1)],
    ['a size beyond 2^53', `log\n9007199254740992\n${base64}\n`],
  ])('are refused with %s', (_, text) => {
    expectCode('note.checkpoint', () => parseCheckpoint(text));
  });

  it('are not written with what could not be read', () => {
    expectCode('note.checkpoint', () => formatCheckpoint({ origin: 'two\nlines', size: 1, root }));
    expectCode('note.checkpoint', () => formatCheckpoint({ origin: 'log', size: 0.5, root }));
  });
});

describe('cosignatures', () => {
  const note = parseNote(signNote(checkpointText, signer));
  const cosigned = (...times: number[]): typeof note => ({
    ...note,
    signatures: [...note.signatures, ...times.map((time) => signCosignature(checkpointText, witness, time))],
  });

  it('tell the time at which the witness saw the checkpoint', () => {
    expect(verifyCosignature(cosigned(1700000000), witnessKey)).toBe(1700000000);
    expect(verifyCosignature(parseNote(formatNote(cosigned(1700000000))), witnessKey)).toBe(1700000000);
  });

  it('are signatures over the message of C2SP tlog-cosignature', () => {
    const { signature } = signCosignature(checkpointText, witness, 1679315147);
    expect(Buffer.from(signature.subarray(0, 8)).readBigUInt64BE()).toBe(1679315147n);
    const message = `cosignature/v1\ntime 1679315147\n${checkpointText}`;
    expect(Buffer.from(signature.subarray(8)).equals(signByNode(message, witness.seed))).toBe(true);
  });

  it('count from the earliest valid time', () => {
    expect(verifyCosignature(cosigned(200, 100, 300), witnessKey)).toBe(100);
    const early = signCosignature(checkpointText, witness, 50);
    const changed = { ...early, signature: early.signature.with(7, 49) };
    expect(verifyCosignature({ ...note, signatures: [changed, ...cosigned(200).signatures] }, witnessKey)).toBe(200);
  });

  it('count for nothing if they do not verify, are for another text, or of another key or type', () => {
    const [good] = cosigned(100).signatures.slice(-1);
    expect(verifyCosignature(note, witnessKey)).toBeNull();
    expect(verifyCosignature({ ...cosigned(100), text: checkpointText.replace('5', '6') }, witnessKey)).toBeNull();
    expect(verifyCosignature({ ...note, signatures: [{ ...good!, signature: good!.signature.slice(0, 71) }] }, witnessKey)).toBeNull();
    expect(verifyCosignature(cosigned(100), deriveVerifierKey({ ...witness, seed: seed(3) }, COSIGNATURE))).toBeNull();
    expect(verifyCosignature(cosigned(100), deriveVerifierKey(witness, NOTE_SIGNATURE))).toBeNull();
    const beyond = { ...good!, signature: good!.signature.with(0, 0x80) };
    expect(verifyCosignature({ ...note, signatures: [beyond] }, witnessKey)).toBeNull();
  });
});

describe('log proofs', () => {
  const proof = { index: 3, proof: [root, root.map((byte) => byte ^ 1)], checkpoint: signNote(checkpointText, signer) };
  const text = formatTlogProof(proof);

  it('have the form of C2SP tlog-proof and come back as they were', () => {
    expect(text.split('\n').slice(0, 5)).toEqual([
      'c2sp.org/tlog-proof@v1',
      'index 3',
      base64FromBytes(root),
      base64FromBytes(proof.proof[1]!),
      '',
    ]);
    expect(text.endsWith(proof.checkpoint)).toBe(true);
    expect(parseTlogProof(text)).toEqual(proof);
    expect(parseTlogProof(formatTlogProof({ ...proof, index: 0, proof: [] }))).toEqual({ ...proof, index: 0, proof: [] });
  });

  it.each([
    ['another version', text.replace('@v1', '@v2')],
    ['an extra line, which nothing authenticates', text.replace('index', 'extra AAAA\nindex')],
    ['no index', text.replace('index 3\n', '')],
    ['a leading zero', text.replace('index 3', 'index 03')],
    ['a short hash', text.replace(base64FromBytes(root), 'AAAA')],
    ['no empty line', text.replace('\n\n', '\n')],
    ['no checkpoint', text.slice(0, text.indexOf('\n\n') + 2)],
    ['a changed signature line', text.replace('\u2014', '-')],
    ['64 hashes', text.replace('index 3\n', `index 3\n${`${base64FromBytes(root)}\n`.repeat(62)}`)],
  ])('are refused with %s', (_, changed) => {
    expect(changed).not.toBe(text);
    expectCode('note.proof', () => parseTlogProof(changed));
  });
});
