import type { Browser } from 'playwright-core';
import { Approvals } from '../../../../src/modules/approvals';
import { SlotGrants } from '../../../../src/modules/appointments';
import { VoidingService } from '../../../../src/modules/draws';
import { HardshipService } from '../../../../src/modules/hardship';
import { NameCorrections } from '../../../../src/modules/registrations';
import type { StaffMember } from '../../../../src/modules/staff';
import { AnnouncementRequests, PlanningService, TemplatesService } from '../../../../src/modules/windows';
import { DAY, DrawWorld, type Person } from '../../../support/draw-world';
import { planLater } from '../../../support/draw-world-times';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(300_000);

const SHOTS = process.env.FAIRSLOT_SHOTS;

const OPERATOR: StaffMember = { name: 'operator-90', person: 'ninety', roles: ['operator'] };
const CLERK: StaffMember = { name: 'clerk-91', person: 'ninety-one', roles: ['clerk'] };
const OFFICER: StaffMember = { name: 'officer-93', person: 'ninety-three', roles: ['hardship-officer'] };
/** Who something is asked for in one approver's day. */
const EACH_DAY = 5;
const QUICKER: StaffMember = { name: 'approver-92', person: 'ninety-two', roles: ['approver'] };

let service: WebService;
let browser: Browser;
let people: Person[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  await service.world.addSlots(Array.from({ length: 12 }, (_, i) => ({ id: `s${i}` })));
  people = await service.world.enrol(...Array.from({ length: EACH_DAY * STAFF_WAYS.length }, () => ({})));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Somebody asks for everything that an approver decides in a day. @returns the requests' ids */
async function askForAll(n: number, [correct, grant, refuse, lose, urgent]: Person[]): Promise<Record<string, string>> {
  const { world } = service;
  const draft = await world.get(PlanningService).plan({ service: DrawWorld.service, name: `n${n}`, plan: planLater(90 + n) });
  const weekly = { service: DrawWorld.service, name: `t${n}`, plan: planLater(120 + n), repeatDays: 7, announceSecondsBefore: DAY };
  const template = await world.get(TemplatesService).propose(weekly);
  await world.announceWindow(`v${n}`, planLater(30 + n));
  await world.settle();
  const slot = (id: string) => ({ window: DrawWorld.path, slot: id });
  const asked = {
    announce: await world.get(AnnouncementRequests).askToAnnounce(OPERATOR, draft.id),
    start: await world.get(AnnouncementRequests).askToStart(OPERATOR, template.id),
    hardship: await world.get(HardshipService).request(OFFICER, urgent!.registrationId, 'medical', 'medical-certificate'),
    void: await world.get(VoidingService).ask(OPERATOR, `${DrawWorld.service}/v${n}/0`, 'wrong-slots'),
    correct: await world
      .get(NameCorrections)
      .ask(CLERK, correct!.registrationId, 'typing-error', { surname: correct!.person.surname, givenNames: 'Aysel' }),
    grant: await world.get(SlotGrants).ask(OPERATOR, grant!.registrationId, 'court-order', slot(`s${3 * n}`)),
    refuse: await world.get(SlotGrants).ask(OPERATOR, refuse!.registrationId, 'emergency', slot(`s${3 * n + 1}`)),
    lose: await world.get(SlotGrants).ask(OPERATOR, lose!.registrationId, 'office-error', slot(`s${3 * n + 2}`)),
  };
  return Object.fromEntries(Object.entries(asked).map(([name, { id }]) => [name, id]));
}

it.each(STAFF_WAYS)('an approver has a day (%s)', async (_, setting) => {
  const n = STAFF_WAYS.findIndex(([, way]) => way === setting);
  const { world } = service;
  const mine = people.slice(EACH_DAY * n, EACH_DAY * (n + 1));
  const ids = await askForAll(n, mine);
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { t } = visitor;
  const look = async (name: string): Promise<void> => {
    if (SHOTS) await visitor.page.screenshot({ path: `${SHOTS}/${name}-${setting.language}-${setting.width}.png`, fullPage: true });
  };
  const openRequest = async (name: string): Promise<string> => {
    await visitor.follow(visitor.page.locator(`main a[href$="/staff/approvals/${ids[name]}"]`));
    return visitor.read();
  };
  const decisionOf = async (name: string): Promise<string | null> => (await world.get(Approvals).get(ids[name]!)).decision;
  await signIn(visitor, 'paul');
  await visitor.follow(visitor.page.locator('nav a[href$="/staff/approvals"]'));
  await look('approvals');

  expect(await openRequest('announce')).toContain(t('staff:approvals.after.window.announce'));
  await visitor.press(t('staff:approvals.approve'));
  expect(visitor.path).toBe('/staff/approvals');
  await openRequest('void');
  await visitor.press(t('staff:approvals.approve'));
  expect(await world.query(`SELECT state FROM draws WHERE draw_id = $1`, [`${DrawWorld.service}/v${n}/0`])).toEqual([{ state: 'voided' }]);

  // A window that repeats runs from now on without anybody.
  expect(await openRequest('start')).toContain(`${DrawWorld.service}/t${n}`);
  await look('start');
  await visitor.press(t('staff:approvals.approve'));
  expect(await world.query('SELECT paused FROM window_templates WHERE name = $1', [`t${n}`])).toEqual([{ paused: false }]);

  const hardship = await openRequest('hardship');
  for (const said of [mine[4]!.caseNumber.replace('-', ''), t('staff:approvals.reasons.hardship.grant.medical'), 'officer-93'])
    expect(hardship).toContain(said);
  await look('hardship');
  await visitor.press(t('staff:approvals.approve'));
  expect(await world.transaction((em) => world.get(HardshipService).isGranted(em, mine[4]!.registrationId))).toBe(true);

  const correction = await openRequest('correct');
  expect(correction).toContain('Ayşe');
  expect(correction).toContain('Aysel');
  expect(correction).toContain(t('staff-acts:correction.distance', { count: 1, most: 2 }));
  await look('correction');
  await visitor.press(t('staff:approvals.approve'));

  const grant = await openRequest('grant');
  expect(grant).toContain('Room 3');
  expect(grant).toContain(t('staff:approvals.reasons.slot.grant.court-order'));
  await look('grant');
  await visitor.press(t('staff:approvals.approve'));
  expect((await world.slotStates())[`s${3 * n}`]).toBe('accepted');
  await openRequest('refuse');
  await visitor.press(t('staff:approvals.refuse'));
  expect((await world.slotStates())[`s${3 * n + 1}`]).toBe('free');

  // Somebody else decides while the page is open.
  await openRequest('lose');
  await world.get(Approvals).decide(QUICKER, ids.lose!, 'refused');
  await visitor.press(t('staff:approvals.approve'), { status: 409 });
  expect(await visitor.read()).toContain(t('errors:approval.decided-already'));
  await look('quicker');
  const decisions = await Promise.all(Object.keys(ids).map(decisionOf));
  expect(decisions).toEqual([...Array.from({ length: 6 }, () => 'approved'), 'refused', 'refused']);
  await openRequest('lose');
  expect(await visitor.read()).toContain('approver-92');
  await signOut(visitor);
  await visitor.leave();
});
