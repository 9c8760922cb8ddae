import { Client } from 'pg';
import {
  deriveContributionCommitment,
  deriveSlotCommitment,
  formatTime,
  hexFromBytes,
  merkleRoot,
  parseFreeze,
  parseSlots,
  sha256Hex,
  utf8FromString,
} from '../../../src/core';
import { ContributionsService } from '../../../src/modules/draws/contributions.service';
import { StepsService } from '../../../src/modules/draws/steps.service';
import { KeyedHash } from '../../../src/platform/crypto';
import { DrawWorld, HOUR, planOfWorld, TIMES } from '../../support/draw-world';

const MAIN = `${DrawWorld.path}/0`;

describe('a freeze', () => {
  let world: DrawWorld;
  const commitment = deriveContributionCommitment(MAIN, 'ombudsperson', 'ab'.repeat(32));

  beforeAll(async () => {
    world = await DrawWorld.open({ plan: { contributors: ['ombudsperson', 'office', 'university'] } });
    await world.enrol({}, { critical: '2026-03-25' }, { size: 2 });
    await world.addSlots([
      { id: 'late', startsAt: TIMES.appointments + 2 * HOUR },
      { id: 'early', counter: 'c9', startsAt: TIMES.appointments },
      { id: 'afternoon', group: 'pm', label: 'hardship', startsAt: TIMES.appointments + 6 * HOUR },
      { id: 'early-too', counter: 'c2', label: 'lapsed', startsAt: TIMES.appointments },
    ]);
    await world.liveUntil(TIMES.closes);
    await world.get(ContributionsService).commit('ombudsperson', MAIN, commitment);
  });
  afterAll(() => world.stop());

  it('does not come before its time', async () => {
    world.clock.set(TIMES.freeze - 1);
    expect(await world.take('freeze', 0)).toEqual({ kind: 'not-yet', until: TIMES.freeze });
    await world.settle();
    expect(await world.drawOf(0)).toMatchObject({ state: 'scheduled', frozenAt: null });
  });

  it('happens once, however many ask for it at the same moment', async () => {
    world.clock.set(TIMES.freeze + 7);
    const { id } = await world.drawOf(0);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => world.get(StepsService).take('freeze', id)));
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => ({ kind: 'done' })));
    expect(await world.logged('draw.%')).toEqual([expect.objectContaining({ type: 'draw.frozen' })]);
    expect(await world.query('SELECT count(*)::integer AS n FROM draw_entries')).toEqual([{ n: 3 }]);
  });

  it('writes down what it has fixed: counts, roots, round, moment and the announcement that it stands under', async () => {
    const files = await world.files(0);
    const freeze = parseFreeze(files.get('freeze.json')!);
    const rootOf = (name: string): string => {
      const lines = Buffer.from(files.get(name)!).toString('ascii').trimEnd().split('\n');
      return hexFromBytes(merkleRoot(lines.map(utf8FromString)));
    };
    const [window] = await world.query<{ announcement: Buffer }>('SELECT announcement FROM windows');
    expect(Buffer.from(files.get('announcement.json')!)).toEqual(window!.announcement);
    expect(freeze).toMatchObject({
      drawId: MAIN,
      announcement: sha256Hex(window!.announcement),
      entries: { count: 3, tickets: 18, root: rootOf('entries.txt') },
      slots: { count: 4, root: rootOf('slots.txt') },
      frozenAt: formatTime(TIMES.freeze + 7),
    });
    expect(await world.query('SELECT round::integer AS round, frozen_at FROM draws WHERE number = 0')).toEqual([
      { round: freeze.round, frozen_at: new Date((TIMES.freeze + 7) * 1000) },
    ]);
  });

  it('lists every contributor in announced order, with 64 zeros for one that has committed to nothing', async () => {
    const [office] = await world.query<{ commitment: string }>(
      `SELECT commitment FROM draw_contributions JOIN draws ON draws.id = draw_uuid WHERE contributor = 'office' AND number = 0`,
    );
    expect(parseFreeze((await world.files(0)).get('freeze.json')!).commitments).toEqual([
      { contributor: 'ombudsperson', commitment },
      { contributor: 'office', commitment: office!.commitment },
      { contributor: 'university', commitment: '0'.repeat(64) },
    ]);
  });

  it('lists the slots by time, then id, under commitments that the office can open and nobody can guess', async () => {
    const slots = parseSlots((await world.files(0)).get('slots.txt')!);
    expect(slots.map(({ slotId }) => slotId)).toEqual(['early', 'early-too', 'late', 'afternoon']);
    expect(slots[1]).toMatchObject({ group: 'am', index: 0, label: 'lapsed' });
    expect(slots[1]!.lane).toMatch(/^l[0-9a-f]{16}$/);
    const saltOf = (slotId: string): string => world.get(KeyedHash).digest('slot-salt', `${MAIN} ${slotId}`).toString('hex');
    const opened = { drawId: MAIN, slotId: 'late', startsAt: formatTime(TIMES.appointments + 2 * HOUR), place: 'Room 3' };
    expect(slots[2]!.commitment).toBe(deriveSlotCommitment({ ...opened, salt: saltOf('late') }));
    expect(new Set(slots.map(({ slotId }) => saltOf(slotId))).size).toBe(4);
    expect(await world.slotStates()).toEqual({ afternoon: 'frozen', early: 'frozen', 'early-too': 'frozen', late: 'frozen' });
  });

  it('logs every receipt that was given before it, and then itself', async () => {
    const rows = await world.query<{ type: string; body: string }>(
      `SELECT type, body FROM log_entries WHERE tree_index >= 1 AND type IN ('registrations.received', 'draw.frozen') ORDER BY tree_index`,
    );
    const receipts = await world.query<{ hash: Buffer; batch_id: string }>('SELECT hash, batch_id FROM receipts ORDER BY id');
    expect(new Set(receipts.map(({ batch_id }) => batch_id)).size).toBe(1);
    expect(rows.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        type: 'registrations.received',
        at: formatTime(TIMES.freeze + 7),
        count: 3,
        root: hexFromBytes(merkleRoot(receipts.map(({ hash }) => hash))),
      },
      {
        type: 'draw.frozen',
        at: formatTime(TIMES.freeze + 7),
        drawId: MAIN,
        sha256: sha256Hex((await world.files(0)).get('freeze.json')!),
      },
    ]);
  });

  it('leaves registrations as they are: standing, until the draw', async () => {
    expect(await world.query('SELECT DISTINCT state FROM registrations')).toEqual([{ state: 'standing' }]);
  });
});

describe('a freeze of a main draw', () => {
  it.each([
    ['without anybody', 0, 2],
    ['without a slot', 2, 0],
    ['without either', 0, 0],
  ])('%s is one all the same, and its draw verifies', async (_, people, slots) => {
    const world = await DrawWorld.open();
    await world.enrol({}, ...Array.from({ length: people }, () => ({})));
    await world.query(`UPDATE registrations SET state = 'withdrawn' WHERE id = $1`, [world.people[0]!.registrationId]);
    if (slots > 0) await world.addSlots(Array.from({ length: slots }, (_value, i) => ({ id: `s${i}` })));
    await world.liveThroughDraw(0);
    expect(await world.drawOf(0)).toMatchObject({ state: 'drawn', publishedAt: expect.any(Date) });
    expect((await world.text(0, 'entries.txt')).split('\n')).toHaveLength(people + 1);
    expect((await world.text(0, 'slots.txt')).split('\n')).toHaveLength(slots + 1);
    expect(await world.verify(0)).toMatchObject({ verdict: 'replayed' });
    await world.stop();
  });
});

describe('two windows of one service', () => {
  it('never have one registration in two draws, also when two processes freeze them at the same moment', async () => {
    const world = await DrawWorld.open();
    await world.enrol({}, {}, {});
    const other = await world.announceWindow('w11', planOfWorld(0));
    await world.addSlots([{ id: 'a' }]);
    await world.addSlots([{ id: 'b' }], other);
    await world.liveUntil(TIMES.closes);
    world.clock.set(TIMES.freeze);
    const draws = await world.query<{ id: string }>(`SELECT id FROM draws ORDER BY draw_id`);
    expect(draws).toHaveLength(2);
    // Both are let in at once, behind a lock that holds the register's answer back.
    const holder = new Client(world.test.database.owner);
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE registrations IN ACCESS EXCLUSIVE MODE');
    const taken = Promise.all(draws.map(({ id }) => world.get(StepsService).take('freeze', id)));
    await world.waitForWaiting(holder, 2);
    await holder.end();
    expect(await taken).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(await world.query('SELECT state FROM draws WHERE number = 0')).toEqual([{ state: 'frozen' }, { state: 'frozen' }]);
    const rows = await world.query<{ times: number }>('SELECT count(*)::integer AS times FROM draw_entries GROUP BY registration_id');
    expect(rows).toEqual([{ times: 1 }, { times: 1 }, { times: 1 }]);
    await world.stop();
  });
});
