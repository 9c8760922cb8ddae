import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { sha256Hex } from '../../../src/core';
import { createTemporaryFolder, removeFolder } from '../../support';
import { DrawWorld, TIMES } from '../../support/draw-world';
import { expectProofs } from '../../support/draw-world-outcome';
import { expectLoggedInTime } from '../../support/draw-world-witness';

const ALL = [
  'SHA256SUMS',
  'announcement.json',
  'beacon.json',
  'entries.txt',
  'freeze.json',
  'log/announced.json',
  'log/announced.tlog-proof',
  'log/drawn.json',
  'log/drawn.tlog-proof',
  'log/frozen.json',
  'log/frozen.tlog-proof',
  'log/revealed.json',
  'log/revealed.tlog-proof',
  'result.txt',
  'reveal.json',
  'slots.txt',
];

describe('a published record', () => {
  let world: DrawWorld;
  let folder: string;

  beforeAll(async () => {
    world = await DrawWorld.open();
    await world.enrol({ critical: '2026-03-25' }, { hardship: true }, { size: 2 }, {}, {});
    await world.addSlots([{ id: 'a', label: 'hardship' }, { id: 'b' }, { id: 'c' }]);
    for (const moment of [TIMES.closes, TIMES.freeze]) await world.liveUntil(moment);
    folder = createTemporaryFolder('record');
  });
  afterAll(async () => {
    removeFolder(folder);
    await world.stop();
  });

  it('grows as the draw goes: what is logged is in it at once, with its proof', async () => {
    expect([...(await world.files(0)).keys()]).toEqual([
      'announcement.json',
      'entries.txt',
      'freeze.json',
      'log/announced.json',
      'log/announced.tlog-proof',
      'log/frozen.json',
      'log/frozen.tlog-proof',
      'slots.txt',
    ]);
    await world.liveUntil(TIMES.reveal);
    expectProofs(await world.files(0), ['announced', 'frozen', 'revealed']);
    await world.liveUntil(TIMES.draw);
    expect([...(await world.files(0)).keys()]).toEqual(ALL);
    expectProofs(await world.files(0));
  });

  it('passes every check that does not need an outside witness, also with a receipt', async () => {
    const somebody = world.people[2]!;
    const { verdict, chain, checks, ticket } = await world.verify(0, somebody);
    expect({ verdict, chain }).toEqual({ verdict: 'replayed', chain: 'practice' });
    const [timing, ...rest] = checks.filter(({ outcome }) => outcome !== 'passed');
    expect(timing).toMatchObject({ check: 'timing', outcome: 'not-checked', code: 'timing.quorum' });
    expect(rest).toEqual([]);
    expect(checks).toHaveLength(9);
    expect(ticket).toMatchObject({ ticketId: (await world.entryOf(somebody))!.ticketId });
  });

  it('is provably logged in time: a witness who signs what there is makes it whole', async () => {
    await expectLoggedInTime(world, 0);
  });

  it('comes out of the zip as it was stored, and the same record always as the same zip', async () => {
    const url = `/api/windows/${DrawWorld.path}/draws/0/record.zip`;
    const { status, headers, raw } = await world.request('GET', url);
    expect([status, headers['content-type']]).toEqual([200, 'application/zip']);
    expect((await world.request('GET', url)).raw.equals(raw)).toBe(true);
    const unpacked = unzipSync(raw);
    const stored = await world.files(0);
    expect(Object.keys(unpacked).sort()).toEqual(ALL);
    for (const [name, content] of stored) expect(sha256Hex(unpacked[name]!)).toBe(sha256Hex(content));
    for (const [name, content] of Object.entries(unpacked)) {
      mkdirSync(dirname(join(folder, 'record', name)), { recursive: true });
      writeFileSync(join(folder, 'record', name), content);
    }
    writeFileSync(join(folder, 'record.zip'), raw);
  });

  it("has sums that sha256sum agrees with, for every file but the sums' own", () => {
    const { status, stdout } = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: join(folder, 'record'),
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const checked = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/: OK$/, ''));
    expect(checked).toEqual(ALL.filter((name) => name !== 'SHA256SUMS'));
    const files = readdirSync(join(folder, 'record'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(folder, 'record', name)).isFile(),
    );
    expect(files.map((name) => relative('.', name)).sort()).toEqual(ALL);
  });

  it.each(['record', 'record.zip'])('is what the second, independent verifier accepts, as %s', (name) => {
    writeFileSync(join(folder, 'receipt.txt'), world.people[0]!.receipt);
    const script = resolve(__dirname, '../../../reference/verify.py');
    const { status, stdout, stderr } = spawnSync('python3', [script, join(folder, name), '--receipt', join(folder, 'receipt.txt')], {
      encoding: 'utf8',
    });
    expect({ status, stderr, failed: /fail/i.test(stdout) }).toEqual({ status: 3, stderr: '', failed: false });
  });

  it('is published once: asked again, or by many, it stays as it is', async () => {
    const before = await world.files(0);
    const { publishedAt } = await world.drawOf(0);
    world.clock.advance(60);
    expect(await Promise.all([1, 2, 3].map(() => world.take('publish', 0)))).toEqual([1, 2, 3].map(() => ({ kind: 'done' })));
    expect(await world.files(0)).toEqual(before);
    expect((await world.drawOf(0)).publishedAt).toEqual(publishedAt);
  });
});

describe('a record that does not pass our own verifier', () => {
  it('is never marked as published, and the step fails until somebody looks', async () => {
    const world = await DrawWorld.open({ plan: { contributors: [] } });
    await world.enrol({}, {});
    await world.addSlots([{ id: 'a' }]);
    for (const moment of [TIMES.closes, TIMES.freeze]) await world.liveUntil(moment);
    world.clock.set(TIMES.draw);
    // Somebody with all the rights there are exchanges the result between the draw and its publication.
    await world.query(`CREATE FUNCTION forge() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.name = 'result.txt' THEN NEW.content = convert_to(replace(convert_from(NEW.content, 'UTF8'), ' general ', ' - '), 'UTF8'); END IF; RETURN NEW; END $$`);
    await world.query('CREATE TRIGGER tr_forge BEFORE INSERT ON draw_files FOR EACH ROW EXECUTE FUNCTION forge()');
    await world.take('draw', 0);
    for (let time = 0; time < 2; time++) {
      await expect(world.take('publish', 0)).rejects.toThrow(/fails its own check: (result|ranking|allocation)\./);
      expect(await world.drawOf(0)).toMatchObject({ state: 'drawn', publishedAt: null });
    }
    expect((await world.files(0)).has('SHA256SUMS')).toBe(false);
    await world.stop();
  });
});
