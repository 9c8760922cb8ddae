import { parse } from 'csv-parse/sync';
import { Approvals, type ApprovalView } from '../../../src/modules/approvals';
import { AnswersService, CheckInService, Hearings, RevocationService, SlotGrants } from '../../../src/modules/appointments';
import { ManualActs } from '../../../src/modules/audits';
import type { StaffMember } from '../../../src/modules/staff';
import { CatalogueService } from '../../../src/modules/windows';
import { DAY, DrawWorld, HOUR, type Person, TIMES } from '../../support/draw-world';
import { openStaffOffice, type StaffOffice } from './staff-office';

const OPERATOR: StaffMember = { name: 'operator-1', person: 'one', roles: ['operator'] };
const APPROVER: StaffMember = { name: 'approver-1', person: 'two', roles: ['approver'] };
const CLERK: StaffMember = { name: 'clerk-1', person: 'three', roles: ['clerk'] };
const CSV = { bom: true, delimiter: ';' };
const PERIOD = 'from=1.3.2026&until=31.3.2026';
/** From Monday, 2 March, when all have registered, to Monday, 23 March, when the first slot is. */
const FIRST_WAIT = 21;

let office: StaffOffice;
let world: DrawWorld;
let west: string;

/**
 * Fifteen people register. Two get slots by hand; the other thirteen draw for eight slots, one a day. One declines, and a refill gives that slot to
 * another. After the last refill one gives back, and one of the drawn and one of the granted appointments are revoked. Four of the six who are
 * left of the drawn come, and so does whoever was granted one.
 */
beforeAll(async () => {
  office = await openStaffOffice(['olga', 'anna']);
  world = office.world;
  const hardship = Array.from({ length: 5 }, () => ({ hardship: true }));
  const people = await world.enrol(...hardship, ...Array.from({ length: 10 }, () => ({})));
  await world.addSlots(Array.from({ length: 10 }, (_, n) => ({ id: `s${n}`, startsAt: TIMES.appointments + n * DAY })));
  await world.settle();
  const [kept, taken] = [people[13]!, people[14]!];
  await grant(kept, 's0', 'court-order');
  await grant(taken, 's9', 'emergency');
  await world.liveThroughDraw(0);
  await world.liveUntil(TIMES.draw + HOUR);
  const answers = world.get(AnswersService);
  for (let n = 2; n <= 8; n++) await answers.accept(await holderOf(`s${n}`));
  await answers.decline(await holderOf('s1'), 'other');
  await world.liveThroughDraw(1);
  await answers.accept(await holderOf('s1'));
  await world.liveThroughDraw(2);
  await world.liveUntil(TIMES.refill(2) + HOUR);
  await answers.giveBack(await holderOf('s8'));
  await revoke(await holderOf('s7'));
  await revoke(taken);
  for (let n = 0; n <= 4; n++) {
    await world.liveUntil(TIMES.appointments + n * DAY);
    const person = await holderOf(`s${n}`);
    await world.get(CheckInService).checkIn(CLERK, await appointmentOf(person), person.person);
  }
  await world.liveUntil(TIMES.appointments + 12 * DAY);
  await office.signInAgain();
  const catalogue = world.get(CatalogueService);
  ({ id: west } = await catalogue.createOffice({ authority: DrawWorld.authority, slug: 'west', name: 'West', address: 'Weg 2' }));
  await catalogue.createGroup({ service: DrawWorld.service, office: 'west', name: 'evening', title: 'evening' });
}, 120_000);
afterAll(() => office.stop());

const approve = ({ id }: ApprovalView): Promise<ApprovalView> => world.get(Approvals).decide(APPROVER, id, 'approved');

async function grant({ registrationId }: Person, slot: string, reason: string): Promise<void> {
  await approve(await world.get(SlotGrants).ask(OPERATOR, registrationId, reason, { window: DrawWorld.path, slot }));
}

async function holderOf(slot: string): Promise<Person> {
  const [row] = await world.query<{ id: string }>(
    `SELECT registration_id AS id FROM offers JOIN offer_slots ON offer_id = offers.id JOIN slots ON slots.id = slot_uuid
     WHERE slot_id = $1 AND live AND offers.state IN ('offered', 'accepted')`,
    [slot],
  );
  return world.people.find(({ registrationId }) => registrationId === row!.id)!;
}

async function appointmentOf({ registrationId }: Person): Promise<string> {
  const [row] = await world.query<{ id: string }>(`SELECT id FROM offers WHERE registration_id = $1 AND state = 'accepted'`, [
    registrationId,
  ]);
  return row!.id;
}

async function revoke(person: Person): Promise<void> {
  const appointment = await appointmentOf(person);
  await world.get(Hearings).open(appointment, 'offered-for-sale', [], OPERATOR);
  await world.get(Hearings).take(appointment, 'It is mine.', 'phone', CLERK);
  await approve(await world.get(RevocationService).ask(OPERATOR, appointment));
}

const KNOWN: Readonly<Record<string, string>> = {
  'Confirmed registrations from the window': '15',
  'Entries of the main draw': '13',
  'Entries served, all draws': '9',
  'Refill draws': '1',
  Slots: '10',
  'of these attended': '4',
  'of these missed': '2',
  'of these unused': '3',
  'of these granted outside the draw': '1',
  'Offers declined': '1',
  'Offers expired': '0',
  'Appointments given back': '1',
  'Appointments revoked by the office': '2',
  // Of the seven who have an appointment: s0 to s6, a day each.
  'Days from registration to appointment: half at most': String(FIRST_WAIT + 3),
  'Days from registration to appointment: nine in ten at most': String(FIRST_WAIT + 6),
  'granted outside the draw: an emergency that could not wait': '1',
  'granted outside the draw: a court order': '1',
  'granted outside the draw: an error of the office': '0',
  'Entries with a granted hardship': '5',
  'Entries with hardship: loss of work': '0',
  'Entries with hardship: illness': '5',
};

it('has each figure of a window whose life is known, in the file and on the page', async () => {
  const file = await office.get('anna', `/en/staff/report.csv?${PERIOD}`);
  const [head, line, ...more]: string[][] = parse(file.body, CSV);
  expect(more).toEqual([]);
  const figures = Object.fromEntries(head!.map((name, place) => [name, line![place]!]));
  expect(figures).toMatchObject(KNOWN);
  const { body } = await office.get('olga', `/en/staff/report?${PERIOD}`);
  const shown = [...body.matchAll(/<th[^>]*scope="row"[^>]*>(.*?)<\/th><td[^>]*>(.*?)<\/td>/g)].map(([, name, value]) => [name, value]);
  expect(Object.fromEntries(shown)).toMatchObject(KNOWN);
});

it('tells nothing about fewer than five people', async () => {
  await world.test.database.forge(`UPDATE offers SET state = 'cancelled', reason = 'office' WHERE state = 'missed'`);
  const { body } = await office.get('anna', `/en/staff/report.csv?${PERIOD}`);
  const [head, line]: string[][] = parse(body, CSV);
  const wait = head!.indexOf('Days from registration to appointment: half at most');
  // Five are left; of four nobody learns how long they waited.
  expect(line![wait]).toBe(String(FIRST_WAIT + 2));
  await world.test.database.forge(`UPDATE offers SET state = 'missed' WHERE id = (SELECT id FROM offers WHERE state = 'attended' LIMIT 1)`);
  await world.test.database.forge(`UPDATE offers SET state = 'cancelled', reason = 'office' WHERE state = 'missed'`);
  const after: string[][] = parse((await office.get('anna', `/en/staff/report.csv?${PERIOD}`)).body, CSV);
  expect(after[1]![wait]).toBe('fewer than 5');
});

it('is about one office where one is chosen', async () => {
  const { body } = await office.get('olga', `/en/staff/report?${PERIOD}`);
  const amt = /<option value="([^"]+)"[^>]*>Amt</.exec(body)![1]!;
  expect((await office.get('olga', `/en/staff/report?${PERIOD}&office=${amt}`)).body).toContain(`&amp;office=${amt}"`);
  expect((await office.get('olga', `/en/staff/report.csv?${PERIOD}&office=${amt}`)).body).toContain(DrawWorld.path);
  expect((await office.get('olga', `/en/staff/report?${PERIOD}&office=${west}`)).body).not.toContain(DrawWorld.path);
  const unknown = await office.get('olga', `/en/staff/report?${PERIOD}&office=elsewhere`);
  expect([unknown.status, unknown.body.includes('href="#office"')]).toEqual([400, true]);
});

it('leads from a revoked grant to what the log says of it', async () => {
  const { acts } = await world.get(ManualActs).list({ kind: 'approval' }, 1, 50);
  const revoked = acts.filter(({ what }) => what === 'appointment.revoke').map(({ logIndex }) => logIndex);
  const rows = await world.query<{ type: string; index: string }>(
    'SELECT type, tree_index AS index FROM log_entries WHERE tree_index = ANY ($1)',
    [revoked],
  );
  expect(rows.map(({ type }) => type).sort()).toEqual(['slot.cancelled', 'slot.returned']);
});
