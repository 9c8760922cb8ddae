import { Client } from 'pg';
import {
  formatCheckpoint,
  hexFromBytes,
  leafHash,
  merkleRoot,
  nodeHash,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  utf8FromString,
  verifyNote,
} from '../../../src/core';
import { LOG, openTestLog, type TestLog } from './test-log';

describe('the sequencer', () => {
  let test: TestLog;
  beforeEach(async () => {
    test = await openTestLog();
  });
  afterEach(() => test.database.stop());

  /** Holds everything in the database against the core's own tree over the same entries. */
  async function expectRightTree(): Promise<void> {
    const leaves = (await test.bodies()).map(utf8FromString);
    for (const { size, root, note } of await test.checkpoints()) {
      const expected = merkleRoot(leaves.slice(0, size));
      expect({ size, root: hexFromBytes(root) }).toEqual({ size, root: hexFromBytes(expected) });
      expect(parseNote(note).text).toBe(formatCheckpoint({ origin: LOG.origin, size, root: expected }));
      verifyNote(parseNote(note), parseVerifierKey(LOG.verifierKey));
    }
    const rows = await test.database.query<{ level: number; node_index: string; hash: Buffer }>(
      'SELECT * FROM log_nodes ORDER BY level, node_index',
    );
    const stored = rows.map(({ level, node_index, hash }) => `${level}/${node_index} ${hexFromBytes(hash)}`);
    expect(stored).toEqual(completeNodes(leaves.map(leafHash)));
  }

  it('has nothing to do, and signs nothing, on an empty log', async () => {
    expect(await test.sequencer.sequence()).toBe(0);
    expect(await test.checkpoints()).toEqual([]);
  });

  it('builds the tree of RFC 6962, checkpoint by checkpoint, however many entries come at a time', async () => {
    let size = 0;
    for (const count of [1, 1, 1, 2, 3, 1, 8, 15, 1, 31, 33, 64, 1, 95, 7]) {
      await test.append(count);
      test.clock.advance(1);
      expect(await test.sequencer.sequence()).toBe(count);
      size += count;
      expect((await test.checkpoints()).at(-1)?.size).toBe(size);
    }
    await expectRightTree();
  });

  it('takes many entries in bites, each of them with its checkpoint', async () => {
    await test.append(5003);
    expect(await test.sequencer.sequence()).toBe(5003);
    expect((await test.checkpoints()).map(({ size }) => size)).toEqual([5000, 5003]);
    await expectRightTree();
  });

  it('gives every entry one place when many run at once, in several processes, while others write', async () => {
    const sequencers = await Promise.all([1, 2, 3].map(() => test.openSequencer()));
    const placed: Promise<number>[] = [];
    const written = Array.from({ length: 24 }, async (_, i) => {
      await test.append((i % 5) + 1);
      placed.push(sequencers[i % 3]!.sequence());
      if (i % 4 === 0) placed.push(test.sequencer.sequence());
    });
    await Promise.all(written);
    const counts = await Promise.all(placed);
    const late = await test.sequencer.sequence();
    expect([...counts, late].reduce((sum, count) => sum + count)).toBe((await test.bodies()).length);
    expect(await test.bodies()).toHaveLength(24 * 3 - 2);
    await expectRightTree();
  });

  it('keeps the order of entries within a transaction, and between those that came one after the other', async () => {
    await test.append(3);
    await test.append(3);
    await test.sequencer.sequence();
    const numbers = (await test.bodies()).map((body) => (JSON.parse(body) as { count: number }).count);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('does not wait for an entry that is being written, and places it after what it has placed', async () => {
    await test.unitOfWork.run(async (em) => {
      await test.log.append(em, { type: 'window.announced', window: 'stadt.example/permit/slow', sha256: '0'.repeat(64) });
      await test.append(2);
      expect(await test.sequencer.sequence()).toBe(2);
    });
    expect(await test.sequencer.sequence()).toBe(1);
    expect(JSON.parse((await test.bodies())[2]!)).toMatchObject({ window: 'stadt.example/permit/slow' });
    await expectRightTree();
  });

  it('never sees an entry whose change was taken back', async () => {
    const failing = test.unitOfWork.run(async (em) => {
      await test.log.append(em, { type: 'window.announced', window: 'stadt.example/permit/never', sha256: '0'.repeat(64) });
      throw new Error('changed our mind');
    });
    await expect(failing).rejects.toThrow('changed our mind');
    await test.append(1);
    await test.sequencer.sequence();
    expect(await test.bodies()).toHaveLength(1);
    expect(await test.database.query(`SELECT FROM log_entries WHERE subject = 'stadt.example/permit/never'`)).toEqual([]);
    await expectRightTree();
  });

  it('leaves all or nothing when it is stopped in the middle: the next one does the same again', async () => {
    await test.append(5);
    await test.database.query(`ALTER TABLE log_checkpoints ADD CONSTRAINT ck_test CHECK (size <> 5)`);
    await expect(test.sequencer.sequence()).rejects.toThrow('ck_test');
    expect(await test.database.query('SELECT FROM log_nodes')).toEqual([]);
    expect(await test.bodies()).toEqual([]);
    await test.database.query(`ALTER TABLE log_checkpoints DROP CONSTRAINT ck_test`);
    expect(await test.sequencer.sequence()).toBe(5);
    await expectRightTree();
  });

  it('signs nothing over a damaged tree', async () => {
    await test.append(3);
    await test.sequencer.sequence();
    const superuser = new Client({ ...test.database.connection, user: 'postgres' });
    await superuser.connect();
    await superuser.query('SET session_replication_role = replica');
    await superuser.query('DELETE FROM log_nodes WHERE level = 1');
    await superuser.end();
    await test.append(1);
    await expect(test.sequencer.sequence()).rejects.toThrow('lacks node 1/0');
    expect((await test.checkpoints()).map(({ size }) => size)).toEqual([3]);
  });

  it('is as much as it says: a checkpoint names origin, size and root, and nothing else', async () => {
    await test.append(2);
    await test.sequencer.sequence();
    const note = parseNote((await test.checkpoints())[0]!.note);
    expect(parseCheckpoint(note.text)).toMatchObject({ origin: 'stadt.example/log', size: 2 });
    expect(note.signatures).toHaveLength(1);
  });
});

/** Every complete subtree of the tree over these leaf hashes, level by level, as the database lists them. */
function completeNodes(leaves: readonly Uint8Array[]): string[] {
  const nodes: string[] = [];
  let [level, hashes] = [0, leaves];
  while (hashes.length > 0) {
    nodes.push(...hashes.map((hash, index) => `${level}/${index} ${hexFromBytes(hash)}`));
    hashes = Array.from({ length: Math.floor(hashes.length / 2) }, (_, i) => nodeHash(hashes[2 * i]!, hashes[2 * i + 1]!));
    level++;
  }
  return nodes;
}
