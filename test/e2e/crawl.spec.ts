import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../src/platform/i18n';
import { TIMES } from '../support/draw-world';
import { LIFE, live, populate } from '../support/draw-world-life';
import { planLater } from '../support/draw-world-times';
import {
  crawl,
  findMarkupErrors,
  nameOf,
  openBrowser,
  PAIRED_WAYS,
  type Setting,
  startWebService,
  Visitor,
  type WebService,
} from './support';

jest.setTimeout(300_000);

/** Where a visitor begins who types an address; everything else has to be found by links from here. */
const DOORS = ['/'];

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  await populate(service.world);
  await service.world.announceWindow('w14', planLater(28));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function see(setting: Setting) {
  const visitor = await Visitor.come(browser, service.origin, setting);
  const crawled = await crawl(visitor, DOORS);
  await visitor.leave();
  return crawled;
}

const [MAIN_DRAWN, REFILL_FROZEN] = ['round, draw, publication and offers', 'freeze of the refill'].map((name) =>
  LIFE.findIndex((chapter) => chapter.name === name),
) as [number, number];

// One way to come at each moment of the window's life, and all of them when it is over.
describe.each([
  ['before it opens', 0, TIMES.planned, { language: 'de', width: 320, script: false }],
  ['while it is open', 0, TIMES.opens, { language: 'ar', width: 320, script: false }],
  ['after the freeze', MAIN_DRAWN, TIMES.reveal, { language: 'ar', width: 1280, script: false }],
  ['while a refill is frozen', REFILL_FROZEN + 1, null, { language: 'de', width: 1280, script: true }],
] as const)('every page that links lead to, %s', (_, chapters, moment, setting) => {
  it(nameOf(setting), async () => {
    await live(service.world, nextChapters(chapters));
    if (moment !== null) await service.world.liveUntil(moment);
    expect((await see(setting)).pages).toContain('/');
  });
});

let lived = 0;
function nextChapters(until: number): typeof LIFE {
  const next = LIFE.slice(lived, until);
  lived = Math.max(lived, until);
  return next;
}

describe('every page that links lead to, when it is over', () => {
  let pages: string[] = [];
  beforeAll(async () => {
    await live(service.world, nextChapters(LIFE.length));
    expect((await service.world.drawOf(0)).publishedAt).not.toBeNull();
  });

  it.each(PAIRED_WAYS)('%s', async (_, setting) => {
    ({ pages } = await see(setting));
    expect(pages).toContain('/');
  });

  it('in every other language', async () => {
    for (const language of LANGUAGES) {
      for (const path of pages) {
        const answer = await fetch(`${service.origin}/${language}${path === '/' ? '' : path}`, { headers: { accept: 'text/html' } });
        const errors = await findMarkupErrors(await answer.text());
        expect({ language, path, status: answer.status, errors }).toEqual({ language, path, status: 200, errors: [] });
      }
    }
  });
});
