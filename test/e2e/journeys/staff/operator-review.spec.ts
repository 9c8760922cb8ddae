import type { Browser } from 'playwright-core';
import { OwnObjections } from '../../../../src/modules/registrations';
import { RegistrationComparison } from '../../../../src/modules/registrations/reviews';
import type { Person } from '../../../support/draw-world';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(300_000);

const SHOTS = process.env.FAIRSLOT_SHOTS;

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const states = async (people: readonly Person[]) =>
  Promise.all(
    people.map(
      async ({ registrationId }) =>
        (await service.world.query<{ state: string }>('SELECT state FROM registrations WHERE id = $1', [registrationId]))[0]!.state,
    ),
  );

it.each(STAFF_WAYS)('an operator compares, keeps, and asks; an approver looks and decides (%s)', async (_, setting) => {
  // Whoever was here for another way of coming is gone: they would be like these, too.
  await service.world.query(`UPDATE registrations SET state = 'withdrawn', ended_at = confirmed_at WHERE state = 'standing'`);
  const [first, kept, same, many] = (await service.world.enrol({}, {}, {}, {})) as [Person, Person, Person, Person];
  await service.world.get(RegistrationComparison).compareNew();
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { t, page } = visitor;
  const look = async (name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/review-${name}-${setting.language}-${setting.width}.png`, fullPage: true });
  };
  const toMember = (who: Person) => visitor.follow(page.locator(`main a[href$="/${who.registrationId}"]`));

  await signIn(visitor, 'olga');
  await visitor.follow(page.locator('nav a[href$="/staff/review"]'));
  await look('list');
  await visitor.follow(page.locator('main table a').first());
  expect(await visitor.read()).toContain(t('staff-review:sign.name-letter'));
  await look('cluster');

  await toMember(kept);
  await look('member');
  await visitor.press(t('staff-review:keep.button'), { status: 400 });
  await visitor.choose('keepReason', 'different-people');
  await visitor.press(t('staff-review:keep.button'));
  expect(await visitor.read()).toContain(t('staff-review:done.keep'));

  await visitor.follow(page.locator('.fs-back a'));
  await toMember(same);
  await visitor.choose('into', first.registrationId);
  await visitor.choose('mergeReason', 'same-person');
  await visitor.press(t('staff-review:merge.button'));
  expect(await visitor.read()).toContain(t('staff-review:member.waits'));

  await visitor.follow(page.locator('.fs-back a'));
  await toMember(many);
  await visitor.choose('suspicion', 'pattern');
  await visitor.press(t('staff-review:notice.button'));
  expect(await visitor.read()).toContain(t('staff-review:notice.wait'));
  await visitor.activate(page.locator('summary', { hasText: t('staff-review:objection.title') }));
  await visitor.type('text', 'Wir wohnen zusammen.');
  await visitor.select('via', 'phone');
  await visitor.press(t('staff-review:objection.button'));
  expect(await visitor.read()).toContain(t('staff-acts:statement.goes-on'));
  await service.world.get(OwnObjections).object(many, 'Wir wohnen zusammen in einer Unterkunft.');
  await visitor.follow(page.locator('.fs-back a'));
  await toMember(many);
  await look('heard');
  await visitor.choose('excludeReason', 'mass-pattern');
  await visitor.press(t('staff-review:exclude.button'));
  expect(await visitor.read()).toContain(t('staff-review:done.asked'));
  await signOut(visitor);

  await signIn(visitor, 'paul');
  for (let turn = 0; turn < 2; turn++) {
    await visitor.follow(page.locator('nav a[href$="/staff/approvals"]'));
    await visitor.follow(page.locator('main a[href*="/staff/approvals/"]').first());
    await visitor.follow(t('staff-review:see-case'));
    const who = [same, many].find(({ registrationId }) => visitor.path.endsWith(registrationId));
    expect(who).toBeDefined();
    if (who === many) expect(await visitor.read()).toContain('Wir wohnen zusammen.');
    await look(who === many ? 'approver-exclusion' : 'approver-merger');
    await visitor.back();
    await visitor.press(t('staff:approvals.approve'));
  }
  await signOut(visitor);
  await visitor.leave();
  expect(await states([first, kept, same, many])).toEqual(['standing', 'standing', 'excluded', 'excluded']);
});
