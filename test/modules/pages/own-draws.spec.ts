import { createHash } from 'node:crypto';
import { drawRecord, individualSheet } from '../../../src/core';
import { Approvals } from '../../../src/modules/approvals';
import { VoidingService } from '../../../src/modules/draws';
import type { StaffMember } from '../../../src/modules/staff';
import { DrawWorld, type Person, TIMES } from '../../support/draw-world';
import { Browser } from './browse';

const OPERATOR: StaffMember = { name: 'operator-1', person: 'p-1', roles: ['operator'] };
const APPROVER: StaffMember = { name: 'approver-1', person: 'p-2', roles: ['approver'] };

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open();
  await world.enrol({ critical: '2026-05-01' }, {}, { losses: 3 }, {}, { size: 9 }, { wishes: ['pm'] }, { state: 'in_review' });
  await world.addSlots([{ id: 'a' }, { id: 'b' }]);
});
afterAll(() => world.stop());

const urlOf = ({ link }: Person, rest = '') => `/en/registration/${link}${rest}`;

async function open(person: Person): Promise<Browser> {
  const browser = new Browser(world.test);
  await browser.post(urlOf(person), { caseNumber: person.caseNumber });
  return browser;
}
const pageOf = async (person: Person) => (await open(person)).get(urlOf(person));
const sheetOf = async (person: Person, number = 0) => (await open(person)).get(urlOf(person, `/draws/${DrawWorld.path}/${number}`));

it('before the freeze nobody can tell from their page whether they stand', async () => {
  await world.liveUntil(TIMES.closes);
  const texts = await Promise.all(world.people.map(async (person) => (await pageOf(person)).text));
  for (const text of texts) expect(text).toContain('Your registration is confirmed');
  const neutral = (text: string) => text.replaceAll(/\S*•••\S*/g, '');
  expect(neutral(texts[6]!)).toBe(neutral(texts[1]!));
});

it('once the list is fixed it says who is in, with which tickets and why, and the chance', async () => {
  await world.liveUntil(TIMES.freeze);
  const page = await pageOf(world.people[0]!);
  const { tickets } = (await world.entryOf(world.people[0]!))!;
  expect(page.text).toContain('You are in the draw');
  expect(page.text).toContain(`In this draw you have ${tickets} ticket`);
  expect(page.text).toContain('Friday, 1 May 2026 (confirmed)');
  expect(page.text).toMatch(/Your chance \d+(\.\d)?%/);
  expect(page.html).toContain(`href="/en/windows/${DrawWorld.path}/draws/0"`);
  const unverified = await pageOf(world.people[2]!);
  expect(unverified.text).toContain('There was no confirmed date');
  expect(unverified.text).toContain('Draws without an appointment before 3');
  expect((await pageOf(world.people[6]!)).text).toContain('was not in the last draw');
  expect((await sheetOf(world.people[0]!)).status).toBe(404);
});

it('afterwards the sheet tells place, lots and what would have been enough, as the core computes it', async () => {
  await world.liveThroughDraw(0);
  const drawn = drawRecord(await world.files(0));
  for (const person of world.people.slice(0, 6)) {
    const entry = (await world.entryOf(person))!;
    const sheet = individualSheet(drawn, entry.ticketId);
    const page = await sheetOf(person);
    expect([page.status, page.heading]).toEqual([200, 'Your draw in detail']);
    expect(page.text).toContain(`Rank ${sheet.result.rank} of ${drawn.entries.length}`);
    for (const lot of sheet.lots) expect(page.text).toContain(lot);
    const served = sheet.result.pot !== null;
    expect(page.text.includes('You got an appointment in this draw.')).toBe(served);
    expect(page.text.includes('With ')).toBe(!served && sheet.couldBeMet);
    if (!served && sheet.couldBeMet)
      expect(page.text).toContain(
        sheet.enoughTickets === null ? 'No number of tickets' : `With ${sheet.enoughTickets} tickets you would have got an appointment.`,
      );
  }
});

it('the line on the sheet gives the score, by a hash of nothing but what it says', async () => {
  const person = world.people[1]!;
  const page = await sheetOf(person);
  const [, format, seed, ticket, j] = /printf '([^']*)' (\S+) (\S+) (\d+) \| sha256sum/.exec(page.text)!;
  const [seedText, ticketText, jText] = [seed!, ticket!, j!];
  expect(format).toBe('%s:%s:%s');
  const digest = createHash('sha256').update(`${seedText}:${ticketText}:${jText}`).digest('hex');
  expect(page.text).toContain(`Your smallest lot ${digest}`);
});

it('the page says what became of everybody', async () => {
  const drawn = drawRecord(await world.files(0));
  const said = new Map<string, number>();
  for (const person of world.people.slice(0, 6)) {
    const { ticketId } = (await world.entryOf(person))!;
    const { result, couldBeMet } = individualSheet(drawn, ticketId);
    const page = await pageOf(person);
    const expected =
      result.pot !== null
        ? 'We offer you an appointment'
        : couldBeMet
          ? 'You did not get an appointment this time'
          : 'no appointment that fits your wishes';
    expect(page.text).toContain(expected);
    said.set(expected, (said.get(expected) ?? 0) + 1);
    if (result.pot === null && couldBeMet) expect(page.text).toMatch(/So far you have had \d draws? without an appointment/);
    expect(page.html).toContain(`/draws/${DrawWorld.path}/0"`);
  }
  expect([...said.values()].reduce((sum, count) => sum + count)).toBe(6);
  expect(said.size).toBe(3);
});

it('a sheet is for the person alone, and of their draws alone', async () => {
  const [own, other] = [world.people[0]!, world.people[1]!];
  const browser = await open(own);
  expect((await browser.get(urlOf(other, `/draws/${DrawWorld.path}/0`))).html).toContain('name="caseNumber"');
  expect((await browser.get(urlOf(own, `/draws/${DrawWorld.path}/7`))).status).toBe(404);
  expect((await (await open(world.people[6]!)).get(urlOf(world.people[6]!, `/draws/${DrawWorld.path}/0`))).status).toBe(404);
});

it("a draw that two people have voided was nobody's loss, and the page says so", async () => {
  const other = await DrawWorld.open();
  try {
    const [person] = await other.enrol({}, {});
    await other.addSlots([{ id: 'a' }]);
    await other.liveUntil(TIMES.freeze);
    const { id } = await other.get(VoidingService).ask(OPERATOR, `${DrawWorld.path}/0`, 'wrong-slots');
    await other.get(Approvals).decide(APPROVER, id, 'approved');
    await other.settle();
    const browser = new Browser(other.test);
    const page = await browser.post(urlOf(person!), { caseNumber: person!.caseNumber });
    expect(page.text).toContain('The last draw did not take place');
    const [row] = await other.query('SELECT losses, state FROM registrations WHERE id = $1', [person!.registrationId]);
    expect(row).toEqual({ losses: 0, state: 'standing' });
  } finally {
    await other.stop();
  }
});
