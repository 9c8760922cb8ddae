import type { Browser } from 'playwright-core';
import { NameCorrections } from '../../../../src/modules/registrations';
import type { Person } from '../../../support/draw-world';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(240_000);

const SHOTS = process.env.FAIRSLOT_SHOTS;

let service: WebService;
let browser: Browser;
let people: Person[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  people = await service.world.enrol(...STAFF_WAYS.map(() => ({})));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(STAFF_WAYS)('an administrator ends the session of a clerk who has a form open (%s)', async (_, setting) => {
  const who = people[STAFF_WAYS.findIndex(([, way]) => way === setting)]!;
  const [clerk, administrator] = await Promise.all([
    Visitor.come(browser, service.origin, setting),
    Visitor.come(browser, service.origin, setting),
  ]);
  const { t } = clerk;
  const look = async ({ page }: Visitor, name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${setting.language}-${setting.width}.png`, fullPage: true });
  };
  await signIn(clerk, 'clara');
  const pseudonym = /staff-\d+/.exec(await clerk.read())![0];
  const form = `/staff/corrections/${who.registrationId}`;
  await clerk.open(form);
  await look(clerk, 'correction-form');
  await clerk.type('givenNames', 'Aysel');
  await clerk.choose('reason', 'typing-error');

  await signIn(administrator, 'adam');
  await administrator.follow(administrator.page.locator('nav a[href$="/staff/members"]'));
  const list = await administrator.read();
  expect(list).toContain(pseudonym);
  expect(list).not.toContain('Clara');
  await look(administrator, 'members');
  await administrator.press(t('staff-acts:members.end', { name: pseudonym }));
  expect(await administrator.read()).toContain(t('staff-acts:members.ended', { count: 1, name: pseudonym }));
  await administrator.open('/staff/approvals', { status: 403 });

  // The form is refused with a page that says so and leads back; nothing of it was stored.
  await clerk.press(t('staff-acts:correction.ask'), { status: 401 });
  expect(await clerk.read()).toContain(t('errors:signed-out'));
  await look(clerk, 'signed-out');
  expect(await service.world.query('SELECT FROM name_corrections WHERE registration_id = $1', [who.registrationId])).toEqual([]);
  const login = clerk.page.getByRole('link', { name: t('errors:to-login'), exact: true });
  expect(await login.getAttribute('href')).toBe(`/staff/login?to=/${setting.language}${form}`);
  await clerk.goAway(async () => {
    // The provider still knows them, and leads straight back.
    await Promise.all([clerk.page.waitForEvent('load'), clerk.activate(login)]);
  });
  expect(clerk.path).toBe(form);
  await clerk.type('givenNames', 'Aysel');
  await clerk.choose('reason', 'typing-error');
  await clerk.press(t('staff-acts:correction.ask'));
  expect(await clerk.read()).toContain(t('staff-acts:asked'));
  const [row] = await service.world.query<{ id: string }>('SELECT id FROM name_corrections WHERE registration_id = $1', [
    who.registrationId,
  ]);
  expect(await service.world.get(NameCorrections).find(row!.id)).toMatchObject({ after: { givenNames: 'Aysel' } });
  await signOut(clerk);
  await administrator.open('/staff');
  await signOut(administrator);
  await Promise.all([clerk.leave(), administrator.leave()]);
});
