import type { Browser } from 'playwright-core';
import { AnswerLinks } from '../../src/modules/appointments';
import { HOUR, type Person, TIMES } from '../support/draw-world';
import { planLater } from '../support/draw-world-times';
import { textOfPdf } from '../support/pdf-text';
import { showCaseNumber } from './journeys/steps';
import { crawl, findMarkupErrors, openBrowser, type Setting, startWebService, Visitor, type WebService } from './support';

jest.setTimeout(300_000);

/** What a name might do to a page, a letter, a paper, a template, a table or a log. */
const MARKUP = `<script>alert("1")</script>'&amp;{{t}} #let $x <b onclick=alert(2)>`;
/** A formula, a turn of the writing direction, marks on marks, and no place to break. */
const SCRAWL = `=HYPERLINK("//x.example")\u202e${'W'.repeat(60)}${'e\u0323\u0302'.repeat(60)}`.normalize('NFC');
/** As long as a name can be, with no place to break. */
const LONG = 'W'.repeat(300);
const PHONE: Setting = { language: 'ar', width: 320, script: false };
const DESK: Setting = { language: 'en', width: 1280, script: true };
/** Everything that is not about one registration. */
const PUBLIC = /^\/[a-z-]+(?!\/(?:registration|answer)\/)(?:\/|$)/;

let service: WebService;
let browser: Browser;
/** Somebody for every form that ends something. */
let people: Person[];
let odd: ReadonlyMap<string, Person>;
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  people = await service.world.enrol(...Array.from({ length: 24 }, () => ({ surname: MARKUP, losses: 1 })));
  const names = [SCRAWL, LONG];
  odd = new Map((await service.world.enrol(...names.map((surname) => ({ surname, losses: 9 })))).map((who, n) => [names[n]!, who]));
  await service.world.addSlots(people.slice(0, 12).map((_, n) => ({ id: `s${n}` })));
  // So that somebody can register while the first window's appointments go on.
  await service.world.announceWindow('w11', planLater(2));
  await service.world.liveThroughDraw(0);
  await service.world.liveUntil(TIMES.draw + HOUR);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function tokenOf({ registrationId }: Person): Promise<string | null> {
  const [offer] = await service.world.query<{ id: string }>('SELECT id FROM offers WHERE registration_id = $1', [registrationId]);
  return offer ? service.world.get(AnswerLinks).tokenOf(offer.id) : null;
}

async function pick(served: boolean): Promise<Person> {
  for (const [i, person] of people.entries()) {
    if (((await tokenOf(person)) !== null) === served) return people.splice(i, 1)[0]!;
  }
  throw new Error('nobody is left');
}

/** Somebody at their own page. */
async function comeHome(setting: Setting, person: Person): Promise<Visitor> {
  const visitor = await Visitor.come(browser, service.origin, setting);
  await visitor.open(`/registration/${person.link}`);
  await showCaseNumber(visitor, person);
  return visitor;
}

describe.each([
  ['markup; phone, no script', MARKUP, PHONE],
  ['markup; desk, script', MARKUP, DESK],
  ['a scrawl; phone, no script', SCRAWL, PHONE],
  ['300 letters; phone, no script', LONG, PHONE],
])('a name that would be more than a name (%s)', (_, name, setting) => {
  it('is a name on every page, in every file and letter of its registration', async () => {
    const person = odd.get(name) ?? (await pick(true));
    const visitor = await comeHome(setting, person);
    visitor.page.on('dialog', () => {
      throw new Error('the name has been run');
    });
    const { pages, files } = await crawl(visitor, [`/registration/${person.link}`, `/answer/${await tokenOf(person)}`], {
      except: [PUBLIC],
    });
    expect(pages.map((page) => page.replace(person.link, 'LINK'))).toEqual(
      expect.arrayContaining(['/registration/LINK', '/registration/LINK/receipt']),
    );
    await visitor.open(`/registration/${person.link}/receipt`);
    expect(await visitor.read()).toContain(name);
    const texts = await Promise.all(
      files.map(async (url) => {
        const body = await (await visitor.context.request.get(url)).body();
        return url.endsWith('.pdf') ? textOfPdf(body).join('') : body.toString('utf8');
      }),
    );
    expect(texts.filter((text) => text.replaceAll(/\s/g, '').includes(name.replaceAll(/\s/g, '')))).not.toEqual([]);
    for (const { html, text } of await service.lettersTo(`person-${person.n}@example.org`)) {
      expect(await findMarkupErrors(String(html))).toEqual([]);
      expect(`${String(html)}${text}`).not.toMatch(/<script>alert|<b onclick/);
    }
    await visitor.leave();
  });
});

it('every form that is sent empty says what is missing, or does what needs no answer', async () => {
  const anybody = await Visitor.come(browser, service.origin, PHONE);
  const found = (await crawl(anybody, ['/'])).forms.map(({ page, form }) => ({ page, form, whose: 'everybody' as const }));
  await anybody.leave();
  const mine: { page: string; form: number; whose: 'served' | 'waiting' }[] = [];
  for (const whose of ['served', 'waiting'] as const) {
    const person = await pick(whose === 'served');
    const own = `/registration/${person.link}`;
    const visitor = await comeHome(PHONE, person);
    const doors =
      whose === 'served' ? [own, `/answer/${await tokenOf(person)}`] : [own, `${own}/wishes`, `${own}/contact`, `${own}/withdraw`];
    const { forms } = await crawl(visitor, doors, { except: [PUBLIC] });
    mine.push(...forms.map(({ page, form }) => ({ page: page.replace(person.link, 'LINK'), form, whose })));
    await visitor.leave();
  }
  expect(found.length).toBeGreaterThanOrEqual(3);
  expect(mine.length).toBeGreaterThanOrEqual(6);
  const wrong: string[] = [];
  for (const { page, form, whose } of [...found, ...mine]) {
    const person = whose === 'everybody' ? null : await pick(whose === 'served');
    const visitor = person ? await comeHome(PHONE, person) : await Visitor.come(browser, service.origin, PHONE);
    const at = person ? page.replace('LINK', person.link).replace(/\/answer\/.*/, `/answer/${await tokenOf(person)}`) : page;
    await visitor.open(at);
    const status = await visitor.sendEmpty(form);
    if (![200, 400, 409].includes(status)) wrong.push(`${page} form ${form}: ${status}`);
    const isSaid = (await visitor.read()).includes(visitor.t('errors:status-400'));
    if (status === 400 && !isSaid && (await visitor.page.locator('main .kern-alert--danger').count()) === 0)
      wrong.push(`${page} form ${form} says nothing`);
    await visitor.leave();
  }
  expect(wrong).toEqual([]);
});

describe('links that lead nowhere', () => {
  const NONSENSE = [
    'x',
    '0'.repeat(100),
    'A'.repeat(22),
    '00000000-0000-4000-8000-000000000000',
    '00000000-0000-4000-8000-000000000000.AAAAAAAAAAAAAAAAAAAAAA',
    '%00',
    '..%2f..%2fetc%2fpasswd',
    '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '%E2%80%AE%F0%9F%98%80',
    "';drop table offers;--",
  ];
  const PLACES = [
    ['registration', '', '/wishes', '/contact', '/withdraw', '/receipt', '/receipt.pdf', '/receipt.note', '/appointment.ics'],
    ['answer', '', '/appointment.ics'],
    ['confirm', ''],
    ['register', '/name', '/check', '/sent', '/delete'],
  ].flatMap(([place, ...endings]) => endings.map((ending) => [place!, ending] as const));

  it.each(PLACES)('/%s/…%s: each is a page that says so, in sound markup, with a way on', async (place, ending) => {
    const wrong: string[] = [];
    const own = place === 'registration' ? [`${people[0]!.link.slice(0, -1)}${people[0]!.link.endsWith('A') ? 'B' : 'A'}`] : [];
    for (const token of [...NONSENSE, ...own]) {
      const answer = await fetch(`${service.origin}/en/${place}/${token}${ending}`, { headers: { accept: 'text/html' } });
      const html = await answer.text();
      const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
      // The gate of a private link is the same whether or not there is such a link: it tells nobody.
      const isGate = place === 'registration' && answer.status === 200 && html.includes('name="caseNumber"');
      const isSaid = isGate || ([400, 401, 404, 410].includes(answer.status) && /<h1[ >]/.test(html) && /<a [^>]*href="\/en/.test(html));
      if (!isPage || !isSaid) wrong.push(`${token}: ${answer.status} ${html.slice(0, 80)}`);
      else wrong.push(...(await findMarkupErrors(html)).map((error) => `${token}: ${error}`));
    }
    expect(wrong).toEqual([]);
  });

  it('one that is over says so: an answer after its time, a registration that was withdrawn', async () => {
    const person = await pick(true);
    const token = await tokenOf(person);
    await service.world.query(`UPDATE registrations SET state = 'withdrawn' WHERE id = $1`, [(await pick(false)).registrationId]);
    await service.world.liveUntil(TIMES.draw + 72 * HOUR);
    const visitor = await Visitor.come(browser, service.origin, PHONE);
    await visitor.open(`/answer/${token}`);
    expect(await visitor.page.locator('main form[action*="/answer/"]').count()).toBe(0);
    await visitor.leave();
  });
});
