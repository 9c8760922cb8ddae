import {
  CoreError,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVerifierKey,
  utf8FromString,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '../../../src/core';
import type { LogEntry } from '../../../src/modules/audit-log';
import { LOG, openTestLog, type TestLog } from './test-log';

const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 32, 33, 45];

describe('proofs from the log', () => {
  let test: TestLog;
  beforeAll(async () => {
    test = await openTestLog();
    let size = 0;
    for (const next of SIZES) {
      await test.append(next - size);
      await test.sequencer.sequence();
      size = next;
    }
  });
  afterAll(() => test.database.stop());

  const prove = async (index: number) => {
    const proof = parseTlogProof(await test.unitOfWork.run((em) => test.proofs.prove(em, index)));
    const note = parseNote(proof.checkpoint);
    verifyNote(note, parseVerifierKey(LOG.verifierKey));
    return { ...proof, ...parseCheckpoint(note.text) };
  };

  it('lead from every entry to the first checkpoint over it', async () => {
    const bodies = await test.bodies();
    expect(bodies).toHaveLength(45);
    for (const [index, body] of bodies.entries()) {
      const { proof, size, root, index: told } = await prove(index);
      expect({ told, size }).toEqual({ told: index, size: SIZES.find((one) => one > index) });
      verifyInclusion({ leafHash: leafHash(utf8FromString(body)), index, size, root, proof });
    }
  });

  it('lead from nothing else to it', async () => {
    const { proof, size, root, index } = await prove(20);
    const forged = { leafHash: leafHash(utf8FromString(`${(await test.bodies())[20]!} `)), index, size, root, proof };
    expect(() => verifyInclusion(forged)).toThrow(CoreError);
    expect(() => verifyInclusion({ ...forged, leafHash: leafHash(utf8FromString('{}')) })).toThrow(CoreError);
  });

  it('are none for an entry that the log has not', async () => {
    await expect(prove(45)).rejects.toThrow(RangeError);
  });

  it('show any checkpoint to be a continuation of any earlier one', async () => {
    const rootOf = new Map((await test.checkpoints()).map(({ size, root }) => [size, new Uint8Array(root)]));
    expect([...rootOf.keys()]).toEqual(SIZES);
    for (const to of SIZES) {
      for (const from of SIZES.filter((size) => size <= to)) {
        const proof = await test.proofs.proveConsistency(from, to);
        verifyConsistency({ from, fromRoot: rootOf.get(from)!, to, toRoot: rootOf.get(to)!, proof });
        if (from < to)
          expect(() => verifyConsistency({ from, fromRoot: rootOf.get(to)!, to, toRoot: rootOf.get(to)!, proof })).toThrow(CoreError);
      }
    }
  });

  it('are found by what an entry is about, the first of its kind, once it has its place', async () => {
    const by = { subject: 'stadt.example/permit/w1/0', type: 'slot.accepted' };
    const entry: LogEntry = { type: 'slot.accepted', drawId: by.subject, ticketId: '0'.repeat(32), slots: ['a'] };
    const ids = await test.unitOfWork.run((em) => test.log.appendAll(em, [entry, { ...entry, slots: ['b'] }]));
    expect(await test.proofs.findLogged(by)).toBeNull();
    expect(await test.proofs.findPlace(ids[0]!)).toBeNull();
    await test.sequencer.sequence();
    expect(await test.proofs.findLogged(by)).toMatchObject({ treeIndex: 45, body: (await test.bodies())[45] });
    expect(await test.proofs.findPlace(ids[1]!)).toBe(46);
    expect(await test.proofs.findLogged({ ...by, type: 'slot.missed' })).toBeNull();
    expect(await test.proofs.findLogged({ ...by, subject: 'stadt.example/permit/w1/1' })).toBeNull();
    expect(await test.proofs.findPlace('999999')).toBeNull();
  });
});
