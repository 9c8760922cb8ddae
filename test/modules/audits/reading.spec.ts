import {
  bytesFromBase64,
  leafHash,
  parseCheckpoint,
  parseNote,
  utf8FromString,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/core';
import { LogBrowser } from '../../../src/modules/audit-log';
import { DrawVerification, type LedgerLines, LedgerLinesService, type ManualAct, ManualActs } from '../../../src/modules/audits';
import { DrawWorld, TIMES } from '../../support/draw-world';
import { LIFE, live, populate } from '../../support/draw-world-life';

const DRAW = `${DrawWorld.path}/0`;
const API = '/api/staff/audit';

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open();
  await populate(world);
  await live(world, LIFE);
});
afterAll(() => world.stop());

const get = <T>(path: string, staff = 'auditor-1') => world.request<T>('GET', `${API}/${path}`, undefined, staff);
const actsOf = async (query = ''): Promise<ManualAct[]> => (await get<{ acts: ManualAct[] }>(`acts${query}`)).body.acts;

it('is for auditors', async () => {
  const paths = ['log', 'log/0', 'consistency?from=1&to=2', 'acts', `ledger/${DrawWorld.path}`, `verification?drawId=${DRAW}`, 'samples'];
  for (const path of paths) {
    for (const staff of ['operator-1', 'approver-1', 'administrator-1', 'clerk-1']) {
      expect({ path, staff, status: (await get(path, staff)).status }).toEqual({ path, staff, status: 403 });
    }
    expect({ path, status: (await get(path)).status === 200 || path.startsWith('consistency') }).toEqual({ path, status: true });
  }
});

describe('the log browser', () => {
  it('lists the newest first, page by page, by type, subject and day', async () => {
    const log = world.get(LogBrowser);
    const all = await log.list({}, 1, 1000);
    expect(all.hasMore).toBe(false);
    expect(all.lines.map(({ index }) => index)).toEqual(all.lines.map((_, place) => all.lines.length - 1 - place));
    const paged = [];
    for (let page = 1, more = true; more; page++) {
      const found = await log.list({}, page, 7);
      paged.push(...found.lines);
      more = found.hasMore;
    }
    expect(paged).toEqual(all.lines);
    expect((await log.list({ type: 'draw.drawn' }, 1, 10)).lines.map(({ type }) => type)).toEqual(['draw.drawn', 'draw.drawn']);
    expect((await log.list({ type: 'draw.drawn', about: DRAW }, 1, 10)).lines).toHaveLength(1);
    expect((await log.list({ about: `${DRAW}%` }, 1, 10)).lines).toEqual([]);
    const { body } = await get<{ lines: { at: string }[] }>('log?from=2026-03-08&until=2026-03-08');
    expect(new Set(body.lines.map(({ at }) => at.slice(0, 10)))).toEqual(new Set(['2026-03-08']));
    expect((await get('log?from=2026-02-30')).body).toMatchObject({ code: 'audit.no-such-day' });
    expect((await get('log?type=draw.redrawn')).status).toBe(400);
  });

  it('shows an entry only with a proof that holds', async () => {
    const log = world.get(LogBrowser);
    const { lines } = await log.list({}, 1, 1000);
    for (const { index, body } of lines) {
      const {
        checkpoint,
        lines: [proven],
      } = await log.get(index);
      const { size, root } = parseCheckpoint(parseNote(checkpoint.note).text);
      const leaf = leafHash(utf8FromString(body));
      verifyInclusion({ leafHash: leaf, index, size, root, proof: proven!.path.map(bytesFromBase64) });
    }
    expect((await get('log/99999')).body).toMatchObject({ code: 'log.no-such-entry' });
    await world.test.database.forge(`UPDATE log_nodes SET hash = sha256('x') WHERE level = 0 AND node_index = 1`);
    await expect(log.get(0)).rejects.toMatchObject({ code: 'merkle.inclusion' });
    await world.test.database.forge(`UPDATE log_nodes SET hash = $1 WHERE level = 0 AND node_index = 1`, [
      Buffer.from(leafHash(utf8FromString(lines.at(-2)!.body))),
    ]);
    expect((await log.get(0)).lines).toHaveLength(1);
  });

  it('proves that a checkpoint continues another, and refuses what was never signed', async () => {
    const log = world.get(LogBrowser);
    const checkpoints = await log.listCheckpoints(100);
    const newest = checkpoints[0]!;
    for (const { size, note } of checkpoints) {
      const { path } = await log.proveConsistency(size, newest.size);
      const [from, to] = [parseCheckpoint(parseNote(note).text), parseCheckpoint(parseNote(newest.note).text)];
      verifyConsistency({ from: size, fromRoot: from.root, to: to.size, toRoot: to.root, proof: path.map(bytesFromBase64) });
    }
    expect((await get(`consistency?from=99999&to=${newest.size}`)).body).toMatchObject({ code: 'log.no-such-checkpoint' });
    const [one, two] = [checkpoints.at(-1)!.size, newest.size];
    expect((await get(`consistency?from=${two}&to=${one}`)).body).toMatchObject({ code: 'log.checkpoint-order' });
  });
});

it('replays a published record, and says null of a draw that is none yet', async () => {
  const verification = world.get(DrawVerification);
  const report = await verification.verify(DRAW);
  expect(report).toMatchObject({ verdict: 'replayed', drawId: DRAW, chain: 'practice' });
  expect(report!.checks.filter(({ outcome }) => outcome !== 'passed').map(({ code }) => code)).toEqual(['timing.quorum']);
  expect(await verification.verify(`${DrawWorld.path}/2`)).toBeNull();
  await expect(verification.verify(`${DrawWorld.path}/7`)).rejects.toMatchObject({ code: 'draw.unknown' });
});

describe('the ledger', () => {
  it('has every slot with its life, and agrees with the log', async () => {
    const { body } = await get<LedgerLines>(`ledger/${DrawWorld.path}`);
    expect(body.differing).toEqual([]);
    expect(body.ledger.slots.total).toBe(body.lines.length);
    expect(Object.fromEntries(body.lines.map(({ slotId, state }) => [slotId, state]))).toEqual(await world.slotStates());
    for (const { state, events, draws } of body.lines) {
      expect(events.at(-1)!.what).toBe(state);
      expect(draws).toContain(0);
    }
    const pages = await Promise.all([1, 2, 3].map((page) => world.get(LedgerLinesService).list(DrawWorld.path, page, 2)));
    expect(pages.flatMap(({ lines }) => lines.map(({ slotId }) => slotId))).toEqual(body.lines.map(({ slotId }) => slotId));
    expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, true, false]);
    expect((await get('ledger/a/b/c')).status).toBe(404);
  });

  it('names the slot whose end somebody has changed behind the log', async () => {
    const [slot] = await world.query<{ id: string; slot_id: string }>(`SELECT id, slot_id FROM slots WHERE state = 'unused'`);
    await world.test.database.forge(`UPDATE slots SET state = 'granted' WHERE id = $1`, [slot!.id]);
    expect((await get<LedgerLines>(`ledger/${DrawWorld.path}`)).body.differing).toEqual([slot!.slot_id]);
    await world.test.database.forge(`UPDATE slots SET state = 'unused' WHERE id = $1`, [slot!.id]);
  });
});

describe('acts by hand', () => {
  it('holds who registered for others, mismatches, grants nobody has asked for, and sessions that others ended', async () => {
    const [person] = world.people;
    await world.query(`UPDATE registrations SET channel = 'phone', registered_by = 'hotline-1' WHERE id = $1`, [person!.registrationId]);
    const [offer] = await world.query<{ id: string }>('SELECT id FROM offers LIMIT 1');
    await world.query(
      `INSERT INTO check_ins (id, offer_id, outcome, differs, commitment_opened, checked_by, checked_at)
       VALUES (gen_random_uuid(), $1, 'mismatched', '{surname,birthDate}', true, 'clerk-1', now())`,
      [offer!.id],
    );
    await world.query(`INSERT INTO staff_people (person_key, first_seen_at) VALUES ('\\x01', now())`);
    await world.query(
      `INSERT INTO staff_sessions (token_sha256, person_key, roles, sealed_name, sealed_id_token, started_at, seen_at, ended_at, ended_by)
       VALUES ('\\x01', '\\x01', '{clerk}', '', '', now(), now(), now(), 'administrator-1')`,
    );
    const acts = await actsOf();
    expect(acts.map(({ kind, what, first, second, reason }) => [kind, what, first, second, reason])).toEqual(
      expect.arrayContaining([
        ['assisted', 'phone', 'hotline-1', null, null],
        ['check-in', 'mismatched', 'clerk-1', null, 'surname,birthDate'],
        ['session', 'ended', 'administrator-1', expect.stringMatching(/^staff-\d+$/) as string, null],
        ['hardship', expect.any(String) as string, 'hardship-officer-1', 'approver-1', 'medical'],
      ]),
    );
    expect(acts.map(({ at }) => at)).toEqual(
      acts
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect((await actsOf('?kind=assisted')).map(({ kind }) => kind)).toEqual(['assisted']);
    const ofApprover = await actsOf('?by=approver-1');
    expect(ofApprover.map(({ kind }) => kind)).toContain('hardship');
    expect(ofApprover.filter(({ first, second }) => ![first, second].includes('approver-1'))).toEqual([]);
    const ofDraw = await actsOf(`?drawId=${DRAW}`);
    expect(ofDraw.map(({ kind }) => kind).sort()).toEqual(['assisted', 'check-in', 'hardship']);
    expect(JSON.stringify(acts)).not.toMatch(/Yıldız|M100|example\.org/);
    const { acts: one, hasMore } = await world.get(ManualActs).list({}, 1, 1);
    expect([one.length, hasMore]).toEqual([1, true]);
  });

  it('holds what staff did for callers, notices, hearings, imports and days on paper, and no ticket beside a suspicion', async () => {
    const [offer] = await world.query<{ id: string; registration_id: string }>('SELECT id, registration_id FROM offers LIMIT 1');
    const { id, registration_id: registration } = offer!;
    await world.query(
      `INSERT INTO assisted_acts (id, registration_id, kind, done_by, done_at) VALUES (gen_random_uuid(), $1, 'accept', 'staff-21', now()), (gen_random_uuid(), $1, 'answer', 'staff-28', now())`,
      [registration],
    );
    await world.query(
      `INSERT INTO review_notices (id, registration_id, suspicion, sent_by, sent_at, object_by, ended_at)
       VALUES (gen_random_uuid(), $1, 'details', 'staff-22', now(), now(), now())`,
      [registration],
    );
    await world.query(
      `INSERT INTO revocation_hearings (id, offer_id, reason, report_ids, opened_by, opened_at, answer_by, ended_at, outcome, dropped_by, drop_reason)
       VALUES (gen_random_uuid(), $1, 'offered-for-sale', '{}', 'staff-23', now(), now(), now(), 'dropped', 'staff-24', 'explained')`,
      [id],
    );
    await world.query(
      `INSERT INTO review_statements (id, notice_id, text, at, via, taken_by, taken_person)
       SELECT gen_random_uuid(), id, '', now(), 'letter', 'staff-28', 'p' FROM review_notices`,
    );
    await world.query(
      `INSERT INTO hearing_statements (id, hearing_id, text, at, via, taken_by, taken_person)
       SELECT gen_random_uuid(), id, '', now(), 'phone', 'staff-29', 'q' FROM revocation_hearings`,
    );
    await world.query(
      `INSERT INTO case_imports (id, authority, imported_at, imported_by, file_sha256, rows) VALUES (gen_random_uuid(), $1, now(), 'staff-25', $2, 3)`,
      [DrawWorld.authority, 'a'.repeat(64)],
    );
    await world.query(
      `INSERT INTO paper_days (office_id, day, held_by, held_at, entered_at, entered_by)
       SELECT id, '2026-03-17', 'staff-26', now(), now(), 'staff-27' FROM offices`,
    );
    const found = (await Promise.all([21, 22, 23, 24, 25, 26, 27, 28, 29].map((n) => actsOf(`?by=staff-${n}`)))).flat();
    expect(found.map(({ kind, what, reason, about, ticketId }) => [kind, what, reason, about, ticketId])).toEqual([
      ['helped', 'accept', null, DrawWorld.service, null],
      ['notice', 'sent', 'details', DrawWorld.service, null],
      ['hearing', 'begun', 'offered-for-sale', DRAW, null],
      ['hearing', 'dropped', 'explained', DRAW, null],
      ['import', 'cases', null, DrawWorld.authority, null],
      ['paper', 'held', '2026-03-17', `${DrawWorld.authority}/amt`, null],
      ['paper', 'entered', '2026-03-17', `${DrawWorld.authority}/amt`, null],
      ['notice', 'answer', 'letter', DrawWorld.service, null],
      ['hearing', 'answer', 'phone', DRAW, null],
    ]);
    const ofDraw = (await actsOf(`?drawId=${DRAW}`)).filter(({ kind }) =>
      ['helped', 'notice', 'hearing', 'import', 'paper'].includes(kind),
    );
    expect(ofDraw.map(({ kind, ticketId }) => [kind, ticketId !== null]).sort()).toEqual([
      ['hearing', false],
      ['hearing', false],
      ['hearing', false],
      ['helped', true],
      ['notice', false],
      ['notice', false],
    ]);
  });

  it('links what two people decided to its entry in the log', async () => {
    const other = await DrawWorld.open();
    try {
      await other.enrol({}, {});
      await other.addSlots([{ id: 's1' }]);
      await other.liveUntil(TIMES.closes);
      const asked = await other.request<{ id: string }>(
        'POST',
        '/api/staff/draws/void',
        { drawId: DRAW, reason: 'court-order' },
        'operator-1',
      );
      await other.request('POST', `/api/staff/approvals/${asked.body.id}/decision`, { decision: 'approved' }, 'approver-1');
      await other.settle();
      const { body } = await other.request<{ acts: ManualAct[] }>('GET', `${API}/acts?drawId=${DRAW}`, undefined, 'auditor-1');
      const [act] = body.acts;
      expect(act).toMatchObject({
        kind: 'approval',
        what: 'draw.void',
        about: DRAW,
        reason: 'court-order',
        first: 'operator-1',
        second: 'approver-1',
        decision: 'approved',
        logIndex: expect.any(Number) as number,
      });
      const [line] = (await other.get(LogBrowser).get(act!.logIndex!)).lines;
      expect(JSON.parse(line!.body)).toMatchObject({ type: 'draw.voided', drawId: DRAW, reason: 'by-staff' });
    } finally {
      await other.stop();
    }
  });
});
