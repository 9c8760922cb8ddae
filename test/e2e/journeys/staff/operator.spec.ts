import type { Browser } from 'playwright-core';
import { Approvals } from '../../../../src/modules/approvals';
import { DrawWorld } from '../../../support/draw-world';
import { APPROVER } from '../../../support/review-acts';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(300_000);

const SHOTS = process.env.FAIRSLOT_SHOTS;

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  const soon = Array.from({ length: 9 }, () => ({ critical: '2026-04-25' }));
  await service.world.enrol(...soon, ...soon.map(() => ({ critical: '2026-12-01' })), { critical: '2026-03-02' });
  await service.world.settle();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

describe.each(STAFF_WAYS)('the day of an operator (%s)', (_, setting) => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.come(browser, service.origin, setting);
    await signIn(visitor, 'olga');
  });
  afterAll(async () => {
    await signOut(visitor);
    await visitor.leave();
  });
  const look = async (name: string): Promise<void> => {
    if (SHOTS) await visitor.page.screenshot({ path: `${SHOTS}/${name}-${setting.language}-${setting.width}.png`, fullPage: true });
  };

  /** What has happened meanwhile is put in place, and the place on the page is kept. */
  const seesNews = async (): Promise<void> => {
    const { page } = visitor;
    const link = page.locator('nav a[aria-current=page]').first();
    await link.focus();
    const [id, group] = [`news-${setting.language}`, setting.language === 'de' ? 'am' : 'pm'];
    await service.world.addSlots([{ id, counter: id, label: 'hardship', group }]);
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await page.getByText(`${group} / hardship`).waitFor();
    expect(await link.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
  };

  it('sees what runs and what needs a look, and whom to call', async () => {
    await visitor.open('/staff/windows');
    expect(await visitor.read()).toContain(visitor.t('staff-plan:desk.look'));
    const note = visitor.t(setting.script ? 'staff-plan:desk.live' : 'staff-plan:desk.not-live');
    expect(await visitor.read()).toContain(note);
    await look('dashboard');
    if (setting.script) await seesNews();
    await visitor.follow(visitor.page.locator('nav a[href$="/staff/near-critical"]'));
    await look('near-critical');
  });

  it('reads the case register, and tells the council', async () => {
    await visitor.follow(visitor.page.locator('nav a[href$="/staff/case-register"]'));
    const columns = 'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record';
    const file = {
      name: 'cases.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${columns}\nX-1,Muster,Ada,1990-01-01,,,no\nX-2,,,,,,\n`),
    };
    await visitor.page.locator('input[type=file]').setInputFiles(file);
    await visitor.press(visitor.t('staff-plan:file.check'), { status: 400 });
    await look('case-register');
    await visitor.follow(visitor.page.locator('nav a[href$="/staff/report"]'));
    await look('report');
    expect(await visitor.read()).toContain(visitor.t('staff-plan:report.numbers'));
  });

  it('plans an ordinary week: a shift, holidays, closures', async () => {
    await visitor.open(`/staff/capacity/${DrawWorld.service}`);
    await visitor.follow(visitor.t('staff-plan:capacity.add'));
    await visitor.press(visitor.t('action.save'), { status: 400 });
    await look('shift-wrong');
    for (const day of ['1', '2', '3']) await visitor.tick('weekdays', { value: day });
    await visitor.type('from', '8');
    await visitor.type('until', '11:30');
    await visitor.type('counters', `${setting.language}${setting.width}-1`);
    await visitor.select('group', 'pm');
    await visitor.type('place', 'Zimmer 3.12');
    await visitor.press(visitor.t('action.save'));
    expect(await visitor.read()).toContain('08:00–11:30');
    await visitor.follow(visitor.t('staff-plan:days-off.change'));
    await visitor.select('land', 'BY');
    await visitor.type('closures', '2026-03-24 - 2026-03-25 Umzug');
    await look('days-off');
    await visitor.press(visitor.t('action.save'));
    expect(await visitor.read()).toContain('Umzug');
    await look('capacity');
  });

  it('makes slots of it, and reads a file', async () => {
    await visitor.open(`/staff/windows/${service.world.windowId}/slots`);
    await look('slots-before');
    await visitor.type('from', '2026-03-23');
    await visitor.type('until', '29.3.2026');
    await visitor.press(visitor.t('staff-plan:slots.preview'));
    await look('slots-preview');
    await visitor.press(visitor.page.locator('form[method=post][action$="/from-pattern"] button'));
    await look('slots');
    await visitor.follow(visitor.t('staff-plan:slots.to-file'));
    const rows = [0, 1].map(
      (n) => `am,k-${setting.language}-${setting.width},2026-04-0${n + 1}T07:00:00Z,2026-04-0${n + 1}T07:20:00Z,general,Zimmer 3`,
    );
    const file = (text: string) => ({
      name: 'slots.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`group,counter,starts_at,ends_at,label,place\n${text}\n`),
    });
    await visitor.page
      .locator('input[name=file][type=file]')
      .setInputFiles(file(`${rows.join('\n')}\nnights,k9,tomorrow,x,general,Zimmer`));
    await visitor.press(visitor.t('staff-plan:file.check'), { status: 400 });
    await look('file-wrong');
    await visitor.page.locator('input[name=file][type=file]').setInputFiles(file(rows.join('\n')));
    await visitor.press(visitor.t('staff-plan:file.check'));
    await look('file-right');
    await visitor.press(visitor.page.locator('button[value=take]'));
    expect(await visitor.read()).toContain('pm');
  });

  /** All questions about a window, one a page, up to the last: whether it repeats. */
  async function answerAll(name: string, repeat: () => Promise<void>): Promise<void> {
    const { t } = visitor;
    const go = () => visitor.press(t('staff-plan:wizard.save'));
    await visitor.open('/staff/plans');
    await visitor.press(t('staff-plan:plans.begin'));
    await visitor.press(t('staff-plan:wizard.save'), { status: 400 });
    await visitor.type('title', 'Aufenthaltserlaubnis verlängern');
    await visitor.type('name', name);
    await go();
    for (const [field, day] of [
      ['opensDay', '2026-04-01'],
      ['closesDay', '7.4.2026'],
      ['drawDay', '8.4.2026'],
    ] as const) {
      await visitor.type(field, day);
    }
    await look('wizard-times');
    await go();
    await visitor.choose('refills', 'none');
    await go();
    for (const value of ['am', 'pm']) await visitor.tick('groups', { value });
    await go();
    await visitor.choose('rule', 'rising');
    await look('wizard-policy');
    await go();
    await visitor.tick('pots', { value: 'lapsed', ticked: false });
    await go();
    await repeat();
    await look('wizard-repeat');
    await go();
  }

  it('plans a window, one question a page, sees what would be announced, and asks for it', async () => {
    const { t } = visitor;
    const path = `w-${setting.language}-${setting.width}`;
    await answerAll(path, async () => visitor.choose('repeat', 'once'));
    expect(await visitor.read()).toContain(t('staff-plan:policy.title'));
    await visitor.type('slots', '4');
    await visitor.press(t('staff-plan:policy.again'));
    await look('wizard-check');
    await visitor.press(t('staff-plan:check.make-window'));
    await look('plans');
    const card = visitor.page.locator('.kern-card', { hasText: path });
    await visitor.press(card.getByRole('button', { name: t('staff:windows.ask') }));
    expect(await visitor.read()).toContain(path);
  });

  it('plans a window that repeats, asks for it to start, and stops it', async () => {
    const { world } = service;
    const { t, page } = visitor;
    const name = `t-${setting.language}-${setting.width}`;
    const template = async (): Promise<{ id: string; paused: boolean; repeat_days: number }> =>
      (await world.query<never>('SELECT id, paused, repeat_days FROM window_templates WHERE name = $1', [name]))[0]!;
    await answerAll(name, async () => {
      await visitor.choose('repeat', 'again');
      await visitor.press(t('staff-plan:wizard.save'), { status: 400 });
      await visitor.type('repeatDays', '14');
      await visitor.type('announceDays', '10');
    });
    expect(await visitor.read()).toContain(t('staff-plan:check.again', { count: 14, ahead: 10 }));
    await visitor.press(t('staff-plan:check.make-template'));
    const { id } = await template();
    expect(await template()).toMatchObject({ paused: true, repeat_days: 14 });
    const card = page.locator('.kern-card', { hasText: name });
    await look('template');
    await visitor.press(card.getByRole('button', { name: t('staff-plan:plans.start') }));
    expect(visitor.path).toBe('/staff/approvals');

    // Starting it takes somebody else; stopping it doesn't.
    expect((await template()).paused).toBe(true);
    await world.get(Approvals).decide(APPROVER, (await world.get(Approvals).findWaiting('template.start', id))!.id, 'approved');
    await visitor.open('/staff/plans');
    expect(await card.innerText()).toContain(t('staff-plan:plans.running'));
    await visitor.press(card.getByRole('button', { name: t('staff-plan:plans.pause') }));
    expect(await card.innerText()).toContain(t('staff-plan:plans.paused'));
    expect((await template()).paused).toBe(true);
  });
});
