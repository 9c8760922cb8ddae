import { createHash } from 'node:crypto';
import {
  deriveSampleSeed,
  drawSample,
  parseAnnouncement,
  parseEntries,
  parseTime,
  randomnessOf,
  SAMPLE_SIZE,
  sha256Hex,
  timeOfRound,
  verifyBeacon,
} from '../../../src/core';
import { AuditFindings, type OpenSampleView, ROUND_AFTER, SampleDrawing } from '../../../src/modules/audits';
import { Envelope } from '../../../src/platform/crypto';
import type { StaffMember } from '../../../src/modules/staff';
import { DrawWorld, HOUR, TIMES } from '../../support/draw-world';
import { enrol } from '../../support/draw-world-people';

const DRAW = `${DrawWorld.path}/0`;
const ANNA: StaffMember = { name: 'auditor-1', person: 'auditor-1', roles: ['auditor'] };
const OTHER: StaffMember = { name: 'auditor-2', person: 'auditor-2', roles: ['auditor'] };
const SAMPLES = '/api/staff/audit/samples';

let world: DrawWorld;
afterEach(() => world.stop());

async function openDrawn(people: number, meddle?: () => Promise<void>): Promise<void> {
  world = await DrawWorld.open();
  await world.enrol(...Array.from({ length: people }, (_, n) => ({ critical: '2026-03-24', losses: n % 5, hardship: n === 1 })));
  await world.addSlots([{ id: 's1' }, { id: 's2' }]);
  await meddle?.();
  await world.liveThroughDraw(0);
}

async function ask(): Promise<OpenSampleView> {
  const { status, body } = await world.request<OpenSampleView>('POST', SAMPLES, { drawId: DRAW }, 'auditor-1');
  expect(status).toBe(201);
  return body;
}

const get = async (id: string): Promise<OpenSampleView> =>
  (await world.request<OpenSampleView>('GET', `${SAMPLES}/${id}`, undefined, 'auditor-1')).body;

/** A sample that its round has picked. */
async function drawn(): Promise<OpenSampleView> {
  const { id, roundAt } = await ask();
  world.clock.set(parseTime(roundAt));
  await world.get(SampleDrawing).draw(id);
  return get(id);
}

async function checksOf(sample: OpenSampleView, ticketId: string): Promise<Record<string, string>> {
  const findings = world.get(AuditFindings);
  await findings.open(ANNA, sample.id, ticketId);
  const { opened } = await findings.get(ANNA, sample.id, ticketId);
  return Object.fromEntries(opened!.checks.map(({ name, outcome }) => [name, outcome]));
}

const CLEAN = {
  registration: 'ok',
  'ticket-id': 'ok',
  commitment: 'ok',
  receipt: 'ok',
  case: 'ok',
  'critical-date': 'ok',
  tickets: 'ok',
  hardship: 'none',
};

it('announces a round to come before anybody can know it, and picks what everybody can compute', async () => {
  await openDrawn(70);
  const asked = await ask();
  const announcement = parseAnnouncement((await world.files(0)).get('announcement.json')!);
  const now = world.clock.seconds();
  expect(timeOfRound(announcement.beacon, asked.round)).toBeGreaterThanOrEqual(now + ROUND_AFTER);
  expect(asked).toMatchObject({ announcedInTime: true, drawnAt: null, picked: 0, entries: [] });
  expect(await world.logged('audit.%')).toEqual([
    { type: 'audit.announced', at: expect.any(String) as string, drawId: DRAW, round: asked.round, count: SAMPLE_SIZE },
  ]);
  expect(await world.get(SampleDrawing).draw(asked.id)).toBe(false);
  expect((await get(asked.id)).picked).toBe(0);

  world.clock.set(parseTime(asked.roundAt));
  expect(await world.get(SampleDrawing).draw(asked.id)).toBe(true);
  const sample = await get(asked.id);
  expect(sample).toMatchObject({ picked: SAMPLE_SIZE, confirmed: 0, objected: 0 });
  // Replayed from public files and the round alone.
  const files = await world.files(0);
  const beacon = { round: sample.round, signature: sample.signature!, randomness: randomnessOf(sample.signature!) };
  verifyBeacon(announcement.beacon, beacon);
  const { chainHash } = announcement.beacon;
  const seed = deriveSampleSeed({ drawId: DRAW, freezeSha256: sha256Hex(files.get('freeze.json')!), chainHash, ...beacon });
  const ids = parseEntries(files.get('entries.txt')!).map(({ ticketId }) => ticketId);
  const picked = drawSample(seed, ids, SAMPLE_SIZE);
  expect(sample.entries.map(({ ticketId }) => ticketId)).toEqual(picked);
  expect((await world.logged('audit.sampled'))[0]).toMatchObject({
    round: sample.round,
    sha256: createHash('sha256')
      .update(picked.map((ticketId) => `${ticketId}\n`).join(''))
      .digest('hex'),
  });
});

it('refuses a sample before the draw, of no draw, by others than auditors, and a second one while the first waits', async () => {
  world = await DrawWorld.open();
  await world.enrol({}, {});
  await world.addSlots([{ id: 's1' }]);
  const code = async (drawId: string, staff: string) => {
    const { status, body } = await world.request('POST', SAMPLES, { drawId }, staff);
    return [status, body.code];
  };
  await world.liveUntil(TIMES.freeze);
  expect(await code(DRAW, 'auditor-1')).toEqual([409, 'audit.not-drawn']);
  expect(await code(`${DrawWorld.path}/9`, 'auditor-1')).toEqual([404, 'draw.unknown']);
  await world.liveUntil(TIMES.reveal);
  await world.liveUntil(TIMES.draw);
  for (const staff of ['operator-1', 'approver-1', 'clerk-1', 'administrator-1', 'hotline-1', 'hardship-officer-1']) {
    expect(await code(DRAW, staff)).toEqual([403, 'staff.not-allowed']);
  }
  const both = await Promise.all([code(DRAW, 'auditor-1'), code(DRAW, 'auditor-1')]);
  expect(both.map(([status]) => status).sort()).toEqual([201, 409]);
  expect(await world.logged('audit.announced')).toHaveLength(1);
  world.clock.set(world.clock.seconds() + ROUND_AFTER + HOUR);
  for (const { id } of await world.get(SampleDrawing).listWaiting()) await world.get(SampleDrawing).draw(id);
  expect(await code(DRAW, 'auditor-1')).toEqual([201, undefined]);
});

it('opens honest entries in order, each step of the tickets included', async () => {
  await openDrawn(6);
  const sample = await drawn();
  expect(sample.picked).toBe(6);
  for (const { ticketId } of sample.entries) expect(await checksOf(sample, ticketId)).toMatchObject({ ...CLEAN, hardship: /ok|none/ });
  const [, second] = world.people;
  const hardship = (await world.entryOf(second!))!.ticketId;
  const { opened } = await world.get(AuditFindings).get(ANNA, sample.id, hardship);
  expect(opened!.person).toMatchObject({ surname: second!.person.surname, caseNumber: 'M1002' });
  expect(opened!.computations).toEqual([
    expect.objectContaining({ drawDate: '2026-03-08', daysLeft: 16, countedLosses: 1, tickets: opened!.line.tickets }),
  ]);
  expect(opened!.register!.record).toMatchObject({
    criticalDate: '2026-03-24',
    importedBy: null,
    fileSha256: expect.any(String) as string,
  });
  expect(opened!.hardship).toMatchObject({ requestedBy: 'hardship-officer-1', approvedBy: 'approver-1' });
});

it('finds the ghost that an insider has put among the entries, and the file that was exchanged', async () => {
  let ghost = '';
  await openDrawn(4, async () => {
    const place = { authority: DrawWorld.authority, serviceId: world.serviceId, path: DrawWorld.service };
    const person = await world.transaction((em) => enrol(em, world, place, 99, { losses: 4 }, TIMES.opens + HOUR));
    ghost = person.registrationId;
  });
  const sample = await drawn();
  expect(sample.picked).toBe(5);
  const [row] = await world.query<{ ticket_id: string }>('SELECT ticket_id FROM draw_entries WHERE registration_id = $1', [ghost]);
  expect(await checksOf(sample, row!.ticket_id)).toMatchObject({ registration: 'ok', commitment: 'ok', case: 'differs' });

  const [first, second] = world.people;
  await world.query('UPDATE registrations SET sealed = (SELECT sealed FROM registrations WHERE id = $2) WHERE id = $1', [
    first!.registrationId,
    second!.registrationId,
  ]);
  const ticketId = (await world.entryOf(first!))!.ticketId;
  expect(await checksOf(sample, ticketId)).toMatchObject({ commitment: 'differs', 'ticket-id': 'none' });
  // With the keys an insider can seal another name properly. The commitment was public before the draw.
  const sealed = world
    .get(Envelope)
    .seal(
      JSON.stringify({ identity: 'Other|Name|1990-05-17|M1002', contact: { kind: 'none', value: null }, claims: {}, representative: null }),
      `registrations.sealed ${second!.registrationId}`,
    );
  await world.query('UPDATE registrations SET sealed = $2 WHERE id = $1', [second!.registrationId, sealed]);
  const exchanged = (await world.entryOf(second!))!.ticketId;
  expect(await checksOf(sample, exchanged)).toMatchObject({
    'ticket-id': 'ok',
    commitment: 'differs',
    case: 'differs',
    receipt: 'differs',
  });
});

it('sees what has changed in the register since the freeze, and that a grant came too late', async () => {
  await openDrawn(3);
  const sample = await drawn();
  const [first, second] = world.people;
  await world.reviseRegister(first!, '2026-09-09');
  expect(await checksOf(sample, (await world.entryOf(first!))!.ticketId)).toMatchObject({ 'critical-date': 'by-hand', tickets: 'ok' });
  await world.query(`UPDATE hardship_grants SET approved_at = $2 WHERE registration_id = $1`, [
    second!.registrationId,
    new Date(TIMES.draw * 1000),
  ]);
  expect(await checksOf(sample, (await world.entryOf(second!))!.ticketId)).toMatchObject({ hardship: 'differs' });
});

it('sees a grant of hardship that no log entry commits to', async () => {
  // The world's own grants are logged; this one somebody has written past the service.
  await openDrawn(3, async () => {
    await world.query(
      `INSERT INTO hardship_grants (registration_id, reason, proof, requested_by, requested_person, requested_at, approved_by, approved_person, approved_at)
       VALUES ($1, 'medical', 'medical-certificate', 'hardship-officer-1', 'one', $2, 'approver-1', 'two', $2)`,
      [world.people[2]!.registrationId, new Date(TIMES.opens * 1000)],
    );
  });
  const sample = await drawn();
  const hardshipOf = async (n: number): Promise<string | undefined> =>
    (await checksOf(sample, (await world.entryOf(world.people[n]!))!.ticketId)).hardship;
  expect([await hardshipOf(0), await hardshipOf(1), await hardshipOf(2)]).toEqual(['none', 'ok', 'differs']);
  // Nobody is accused of what the log can't tell: a grant from before it had such entries, and one that nothing opens any more.
  await world.query('UPDATE hardship_grants SET older_than_log = true');
  expect([await hardshipOf(1), await hardshipOf(2)]).toEqual(['ok', 'untold']);
  await world.query('UPDATE registrations SET sealed = (SELECT sealed FROM registrations WHERE id = $2) WHERE id = $1', [
    ...[1, 0].map((n) => world.people[n]!.registrationId),
  ]);
  expect([await hardshipOf(1), await hardshipOf(2)]).toEqual(['untold', 'untold']);
  await world.query('UPDATE hardship_grants SET approved_at = $1', [new Date(TIMES.draw * 1000)]);
  expect([await hardshipOf(1), await hardshipOf(2)]).toEqual(['differs', 'differs']);
});

it('records what was found once, with the log entry, by whoever has opened the entry', async () => {
  await openDrawn(3);
  const sample = await drawn();
  const findings = world.get(AuditFindings);
  const [one, two] = sample.entries.map(({ ticketId }) => ticketId);
  const refused = (member: StaffMember, ticketId: string, finding: Parameters<AuditFindings['record']>[3]) =>
    findings.record(member, sample.id, ticketId, finding).then(
      () => null,
      (error: { code?: string }) => error.code,
    );
  expect(await refused(ANNA, one!, { outcome: 'confirmed' })).toBe('audit.not-opened');
  expect((await findings.get(ANNA, sample.id, one!)).opened).toBeNull();
  await findings.open(ANNA, sample.id, one!);
  await findings.open(ANNA, sample.id, one!);
  expect(await refused(OTHER, one!, { outcome: 'confirmed' })).toBe('audit.not-opened');
  expect(await refused(ANNA, one!, { outcome: 'objected' })).toBe('audit.reason-missing');
  expect(await refused(ANNA, one!, { outcome: 'confirmed', reason: 'case' })).toBe('audit.reason-without-objection');
  const path = `${SAMPLES}/${sample.id}/entries/${one}/finding`;
  expect((await world.request('POST', path, { outcome: 'confirmed' }, 'operator-1')).status).toBe(403);
  const twice = await Promise.all([1, 2].map(() => world.request('POST', path, { outcome: 'confirmed' }, 'auditor-1')));
  expect(twice.map(({ status }) => status)).toEqual([204, 204]);
  expect(await refused(ANNA, one!, { outcome: 'objected', reason: 'other' })).toBe('audit.found-already');
  await findings.open(OTHER, sample.id, two!);
  await findings.record(OTHER, sample.id, two!, { outcome: 'objected', reason: 'case' });
  expect((await world.logged('audit.%')).slice(2)).toEqual([
    expect.objectContaining({ type: 'audit.confirmed', ticketId: one, round: sample.round, officer: 'auditor-1' }),
    expect.objectContaining({ type: 'audit.objected', ticketId: two, round: sample.round, reason: 'case', officer: 'auditor-2' }),
  ]);
  expect(await get(sample.id)).toMatchObject({ picked: 3, confirmed: 1, objected: 1 });
  await expect(findings.get(ANNA, sample.id, 'f'.repeat(32))).rejects.toMatchObject({ code: 'audit.not-in-sample' });
  for (const table of ['audit_findings', 'audit_openings', 'audit_sample_entries']) {
    await expect(world.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: 'FS001' });
  }
  await expect(world.query(`UPDATE audit_findings SET outcome = 'confirmed', reason = NULL`)).rejects.toMatchObject({ code: 'FS001' });
  await expect(world.query(`UPDATE audit_samples SET round = 1, drawn_at = NULL, signature = NULL`)).rejects.toMatchObject({
    code: 'FS001',
  });
});

it('says so when the announcement was not signed before its round', async () => {
  await openDrawn(2);
  const { id, roundAt } = await ask();
  // As if the sequencer had stood still: the checkpoints that cover it are gone, and the next one is late.
  await world.test.database.forge(
    `DELETE FROM log_checkpoints WHERE size > (SELECT tree_index FROM log_entries WHERE type = 'audit.announced')`,
  );
  world.clock.set(parseTime(roundAt));
  await world.get(SampleDrawing).draw(id);
  await world.settle();
  expect(await get(id)).toMatchObject({ announcedInTime: false, picked: 2 });
});
