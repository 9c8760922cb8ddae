import { hexFromBytes, leafHash, merkleRoot, nodeHash, parseCheckpoint, parseNote, parseVerifierKey, verifyNote } from '../../../src/core';
import { AuditLogService, LOG_IDENTITY, type LogIdentity, Sequencer } from '../../../src/modules/audit-log';
import { parseTilePath } from '../../../src/modules/audit-log/tile-path';
import { UnitOfWork } from '../../../src/platform/database';
import { startTestApp, type TestApp } from '../../support';

const ENTRIES = 600;

describe('the log as tiles', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.stop());

  const service = <T>(type: abstract new (...parameters: never[]) => T): T => test.app.get<T>(type, { strict: false });
  const get = async (path: string) => {
    const { statusCode: status, headers, rawPayload, body } = await test.app.inject({ method: 'GET', url: `/log/${path}` });
    return { status, headers, bytes: rawPayload, text: body };
  };

  it('has no checkpoint while it is empty', async () => {
    const { status, text } = await get('checkpoint');
    expect({ status, code: (JSON.parse(text) as { code: string }).code }).toEqual({ status: 404, code: 'log.empty' });
    expect((await get('tile/0/000.p/1')).status).toBe(404);
  });

  it('can be followed by anybody: entries, hashes and checkpoint agree', async () => {
    await service(UnitOfWork).run((em) =>
      service(AuditLogService).appendAll(
        em,
        Array.from({ length: ENTRIES }, (_, i) => ({ type: 'registrations.received', count: i, root: '00' })),
      ),
    );
    await service(Sequencer).sequence();
    const checkpoint = await get('checkpoint');
    expect(checkpoint.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    const note = parseNote(checkpoint.text);
    verifyNote(note, parseVerifierKey(test.app.get<LogIdentity>(LOG_IDENTITY, { strict: false }).verifierKey));
    const { size, root } = parseCheckpoint(note.text);
    expect(size).toBe(ENTRIES);

    const entries: Uint8Array[] = [];
    for (const path of ['000', '001', '002.p/88']) entries.push(...unbundle((await get(`tile/entries/${path}`)).bytes));
    expect(entries.map((entry) => (JSON.parse(Buffer.from(entry).toString()) as { count: number }).count)).toEqual([
      ...Array(ENTRIES).keys(),
    ]);
    expect(hexFromBytes(merkleRoot(entries))).toBe(hexFromBytes(root));

    const leaves = entries.map((entry) => Buffer.from(leafHash(entry)));
    expect((await get('tile/0/000')).bytes.equals(Buffer.concat(leaves.slice(0, 256)))).toBe(true);
    expect((await get('tile/0/001')).bytes.equals(Buffer.concat(leaves.slice(256, 512)))).toBe(true);
    expect((await get('tile/0/002.p/88')).bytes.equals(Buffer.concat(leaves.slice(512)))).toBe(true);
    const roots = [leaves.slice(0, 256), leaves.slice(256, 512)].map(rootOfTile);
    expect((await get('tile/1/000.p/2')).bytes.equals(Buffer.concat(roots))).toBe(true);
  });

  it('never changes a tile: a partial one is the beginning of the full one, and both may be kept for ever', async () => {
    const [full, partial] = [await get('tile/0/001'), await get('tile/0/001.p/17')];
    expect(partial.bytes.equals(full.bytes.subarray(0, 17 * 32))).toBe(true);
    for (const { headers } of [full, partial]) {
      expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'cache-control': 'public, max-age=31536000, immutable' });
    }
    expect(unbundle((await get('tile/entries/001.p/3')).bytes)).toHaveLength(3);
  });

  it.each([
    ['a tile that is not full yet', '0/002'],
    ['more of a partial tile than there is', '0/002.p/89'],
    ['a tile behind the end', '0/003.p/1'],
    ['a level that the tree has not', '2/000.p/1'],
    ['more of the next level than there is', '1/000.p/3'],
    ['a bundle that is not full yet', 'entries/002'],
    ['a number with too few digits', '0/0'],
    ['a number with too many digits', '0/0000'],
    ['a number of seven digits in one group', '0/1234567'],
    ['a leading group of zeros', '0/x000/000'],
    ['a last group with an x', '0/x001/x067'],
    ['a width of nothing', '0/000.p/0'],
    ['a full width as a partial one', '0/000.p/256'],
    ['a width with a leading zero', '0/000.p/017'],
    ['a level with a leading zero', '00/000'],
    ['a level above 63', '64/000'],
    ['a negative level', '-1/000'],
    ['data, as it was called once', 'data/000'],
    ['nothing', ''],
    ['a path upwards', '0/..%2F0/000'],
    ['an end that is no end', '0/000/'],
    ['a number beyond all bounds', `0/${'x999/'.repeat(9)}999`],
  ])('has one spelling for each tile, and 404 for everything else: %s', async (_, path) => {
    const { status, text } = await get(`tile/${path}`);
    expect({ status, type: (JSON.parse(text) as { type: string }).type }).toEqual({
      status: 404,
      type: 'urn:fairslot:problem:log.no-such-tile',
    });
  });

  it.each([
    ['0/000', { level: 0, index: 0, width: 256 }],
    ['0/x001/x234/067', { level: 0, index: 1234067, width: 256 }],
    ['63/999.p/255', { level: 63, index: 999, width: 255 }],
    ['entries/x001/000.p/1', { level: -1, index: 1000, width: 1 }],
  ])('reads %s', (path, parsed) => {
    expect(parseTilePath(path)).toEqual(parsed);
  });
});

/** An entry bundle's entries: each behind its length in two bytes. */
function unbundle(bytes: Buffer): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 2 + bytes.readUInt16BE(at);
    entries.push(new Uint8Array(bytes.subarray(at + 2, end)));
    at = end;
  }
  return entries;
}

/** The hash over a full tile's 256 leaf hashes: one hash of the tile eight levels up. */
function rootOfTile(leaves: readonly Buffer[]): Uint8Array {
  let hashes: readonly Uint8Array[] = leaves;
  while (hashes.length > 1) hashes = hashes.filter((_, i) => i % 2 === 0).map((hash, i) => nodeHash(hash, hashes[2 * i + 1]!));
  return hashes[0]!;
}
