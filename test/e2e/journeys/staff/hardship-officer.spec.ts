import type { Browser } from 'playwright-core';
import { Approvals } from '../../../../src/modules/approvals';
import { HardshipService } from '../../../../src/modules/hardship';
import type { StaffMember } from '../../../../src/modules/staff';
import type { Person } from '../../../support/draw-world';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(240_000);

const SHOTS = process.env.FAIRSLOT_SHOTS;
const APPROVER: StaffMember = { name: 'approver-92', person: 'ninety-two', roles: ['approver'] };

let service: WebService;
let browser: Browser;
let people: Person[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  await service.world.addSlots([{ id: 'h1', label: 'hardship' }, { id: 'h2', label: 'hardship' }, { id: 'g1' }]);
  people = await service.world.enrol(...STAFF_WAYS.flatMap(() => [{ asksForHardship: 'medical' as const }, {}, {}]));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(STAFF_WAYS)('a hardship officer has a day (%s)', async (_, setting) => {
  const { world } = service;
  const n = 3 * STAFF_WAYS.findIndex(([, way]) => way === setting);
  const [asking, later, granted] = people.slice(n, n + 3) as [Person, Person, Person];
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { page, t } = visitor;
  const look = async (name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${setting.language}-${setting.width}.png`, fullPage: true });
  };
  const waiting = async (): Promise<string[]> => (await world.get(HardshipService).listWaiting()).map(({ subject }) => subject);
  await signIn(visitor, 'hanna');
  await visitor.follow(page.locator('nav a[href$="/staff/hardship"]'));
  const desk = await visitor.read();
  expect(desk).toContain(asking.person.surname);
  expect(desk).not.toContain(later.person.surname);
  expect(desk).toContain(t('staff-acts:hardship.left'));
  await look('hardship');

  // Somebody who has asked for it: the proof has to be seen.
  await visitor.follow(page.locator(`a[href$="/staff/hardship/${asking.registrationId}"]`));
  expect(await visitor.read()).toContain(asking.caseNumber.replace('-', ''));
  await visitor.press(t('staff-acts:hardship.ask'), { status: 400 });
  expect(await visitor.read()).toContain(t('staff-acts:hardship.missing.seen'));
  await look('hardship-form');
  expect(await waiting()).not.toContain(asking.registrationId);
  await visitor.choose('proof', 'medical-certificate');
  await visitor.tick('seen');
  await visitor.press(t('staff-acts:hardship.ask'));
  expect(await visitor.read()).toContain(t('staff-acts:asked'));
  expect(await waiting()).toContain(asking.registrationId);

  // Somebody who brings the proof later is found by the case number.
  await visitor.type('caseNumber', 'nothing-like-it');
  await visitor.press(t('staff-acts:case.find'), { status: 404 });
  await visitor.type('caseNumber', later.caseNumber);
  await visitor.press(t('staff-acts:case.find'));
  await visitor.follow(page.locator(`a[href$="/staff/hardship/${later.registrationId}"]`));
  await visitor.choose('reason', 'job-loss');
  await visitor.choose('proof', 'employer-letter');
  await visitor.tick('seen');
  await visitor.press(t('staff-acts:hardship.ask'));

  // A second person decides; the officer sees what came of it and can't decide.
  const requests = await world.get(HardshipService).listWaiting();
  const idOf = (person: Person): string => requests.find(({ subject }) => subject === person.registrationId)!.id;
  await world.get(Approvals).decide(APPROVER, idOf(asking), 'approved');
  await world.get(Approvals).decide(APPROVER, idOf(later), 'refused');
  await visitor.open('/staff/hardship');
  expect(await visitor.read()).toContain(t('staff:approvals.decision.refused'));
  expect(await world.transaction((em) => world.get(HardshipService).isGranted(em, asking.registrationId))).toBe(true);
  expect(await world.transaction((em) => world.get(HardshipService).isGranted(em, later.registrationId))).toBe(false);
  await visitor.open(`/staff/hardship/${asking.registrationId}`);
  await visitor.choose('proof', 'medical-certificate');
  await visitor.tick('seen');
  await visitor.press(t('staff-acts:hardship.ask'), { status: 400 });
  expect(await visitor.read()).toContain(t('staff-acts:error.hardship.granted-already'));

  // And asks for a slot for somebody who can wait for no draw.
  await visitor.follow(page.locator('nav a[href$="/staff/grants"]'));
  await visitor.type('caseNumber', granted.caseNumber);
  await visitor.press(t('staff-acts:case.find'));
  await visitor.follow(page.locator(`a[href$="/staff/grants/${granted.registrationId}"]`));
  await look('grant-form');
  await visitor.press(t('staff-acts:grant.ask'), { status: 400 });
  await visitor.choose('reason', 'emergency');
  await visitor.press(t('staff-acts:grant.ask'));
  expect(await visitor.read()).toContain(t('staff-acts:asked'));
  expect(await world.get(Approvals).findWaiting('slot.grant', granted.registrationId)).toMatchObject({ reason: 'emergency' });
  await visitor.open('/staff/approvals', { status: 403 });
  await visitor.open('/staff');
  await signOut(visitor);
  await visitor.leave();
});
