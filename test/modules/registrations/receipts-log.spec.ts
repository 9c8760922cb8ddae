import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { bytesFromHex, leafHash, parseNote, verifyInclusion } from '../../../src/core';
import { Sequencer } from '../../../src/modules/audit-log';
import { ReceiptsLog } from '../../../src/modules/registrations';
import { type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
let receipts: ReceiptsLog;
beforeAll(async () => {
  test = await startOpenService();
  receipts = test.app.get(ReceiptsLog, { strict: false });
});
afterAll(() => test.stop());

async function register(count: number): Promise<string[]> {
  const replies = await Promise.all(Array.from({ length: count }, (_, n) => test.post('/api/registrations', registration(`R-${n}`))));
  return replies.map(({ body }) => createHash('sha256').update(parseNote(body.receipt).text).digest('hex'));
}

const entries = async () =>
  (
    await test.database.query<{ id: string; body: string }>(
      `SELECT id, body FROM log_entries WHERE type = 'registrations.received' ORDER BY id`,
    )
  ).map((row) => JSON.parse(row.body) as { count: number; root: string; at: string });

describe('the log of receipts', () => {
  it('takes count and root of all receipts since the last batch, and proves each of them', async () => {
    const hashes = await register(11);
    expect(await receipts.logReceived()).toBe(11);
    const [entry] = await entries();
    expect(entry).toEqual({
      type: 'registrations.received',
      at: '2026-03-02T10:01:00Z',
      count: 11,
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const hash of hashes) {
      const { body } = await test.get(`/api/receipts/${hash}/proof`);
      expect(body).toMatchObject({ hash, batch: { count: 11, root: entry!.root, logIndex: null } });
      const inclusion = {
        leafHash: leafHash(bytesFromHex(hash, 32)),
        index: body.batch.index,
        size: 11,
        proof: body.batch.proof.map((each: string) => bytesFromHex(each, 32)),
        root: bytesFromHex(entry!.root, 32),
      };
      expect(() => verifyInclusion(inclusion)).not.toThrow();
    }
    await test.app.get(Sequencer, { strict: false }).sequence();
    const { body } = await test.get(`/api/receipts/${hashes[0]}/proof`);
    const [place] = await test.database.query<{ at: string }>(
      `SELECT tree_index AS at FROM log_entries WHERE type = 'registrations.received'`,
    );
    expect(body.batch.logIndex).toBe(Number(place!.at));
  });

  it('writes no entry when there is nothing to log', async () => {
    const before = await entries();
    expect([await receipts.logReceived(), await receipts.hasUnlogged()]).toEqual([0, false]);
    expect(await entries()).toEqual(before);
  });

  it('puts every receipt into one batch, also when several log at once while people register', async () => {
    const before = (await entries()).length;
    const [hashes] = await Promise.all([register(60), receipts.logReceived(), receipts.logReceived(), receipts.logReceived()]);
    await receipts.logReceived();
    const batches = await test.database.query<{ batch_id: string; batch_index: number }>(
      'SELECT batch_id, batch_index FROM receipts WHERE hash = ANY ($1::bytea[])',
      [hashes.map((hash) => Buffer.from(hash, 'hex'))],
    );
    expect(batches).toHaveLength(60);
    expect(new Set(batches.map((row) => `${row.batch_id} ${row.batch_index}`)).size).toBe(60);
    const counts = (await entries()).slice(before).map((entry) => entry.count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
  });

  it('takes entry and marks back together with the transaction it is part of', async () => {
    await register(3);
    const before = await entries();
    const source = test.app.get(DataSource, { strict: false });
    const failing = source.transaction(async (em) => {
      expect(await receipts.appendBatch(em)).toBe(3);
      throw new Error('the freeze failed');
    });
    await expect(failing).rejects.toThrow('the freeze failed');
    expect([await entries(), await receipts.hasUnlogged()]).toEqual([before, true]);
    expect(await receipts.logReceived()).toBe(3);
  });

  it('knows no other receipts', async () => {
    expect((await test.get(`/api/receipts/${'0'.repeat(64)}/proof`)).body.code).toBe('receipt.not-found');
    expect((await test.get('/api/receipts/nonsense/proof')).body.code).toBe('request.invalid');
  });
});
