import { createHash } from 'node:crypto';
import { deriveContributionCommitment, lot } from '../../../src/core';
import { ContributionsService } from '../../../src/modules/draws/contributions.service';
import { DrawDirectory } from '../../../src/modules/draws';
import { DrawWatch } from '../../../src/modules/draws/draw-watch';
import { VerifierPublication } from '../../../src/modules/pages';
import { AppLogger } from '../../../src/platform/logging';
import { populate, secretOf } from '../../support/draw-world-life';
import { DrawWorld, TIMES } from '../../support/draw-world';

const WINDOW = `/windows/${DrawWorld.path}`;
const DRAW = `${WINDOW}/draws/0`;
const EVENTS = `/api${DRAW}/events`;

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open();
  await populate(world);
});
afterAll(() => world.stop());

const get = async (url: string) => {
  const answer = await world.test.app.inject({ url, headers: { accept: 'text/html' } });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body,
    text: answer.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
  };
};

it('says honestly that there has been no draw yet', async () => {
  const { status, text } = await get('/en/draws');
  expect(status).toBe(200);
  expect(text).toContain('There has been no draw yet');
});

it('tells the rules of a window in plain words, with the exact file beside', async () => {
  const { text, body } = await get(`/en${WINDOW}`);
  const [{ announcement_sha256: sha256 }] = (await world.query('SELECT announcement_sha256 FROM windows')) as [
    { announcement_sha256: string },
  ];
  expect(body).toContain(`href="/api${WINDOW}/announcement.json"`);
  for (const part of [
    sha256,
    'The rules have been fixed since',
    'Those whom an appointment can still help in time have more tickets',
    'We count on 14 days between draw and appointment',
    'in 14 to 21 days 16 16',
    'in 50 days or later 1 2',
    'in 13 days at most, or already past 4 8',
    'no date, or none that has been verified 1 2',
    'Guarantee after 8 lost draws',
    'from places with the label: general, dates that have passed, hardship',
    '2 places at most',
    'This is a rehearsal',
    'the ombudsperson',
    'No independent witnesses are named',
    'The first draw has not been scheduled yet',
  ])
    expect(text).toContain(part);
});

it('knows no window and no draw that is not there, and nothing but numbers', async () => {
  for (const [url, status] of [
    ['/en/windows/stadt.example/permit/w99', 404],
    [`/en${WINDOW}/draws/7`, 404],
    [`/en${WINDOW}/draws/x`, 400],
    ['/en/draws?page=0', 400],
    ['/xx/draws', 404],
    ['/en/windows/stadt.example/permit/%00', 400],
  ] as const)
    expect([url, (await get(url)).status]).toEqual([url, status]);
});

describe('while a draw goes on', () => {
  it('shows what is done and what comes next, and loads itself again unless somebody stops it', async () => {
    await world.liveUntil(TIMES.closes);
    const page = await get(`/en${DRAW}`);
    expect(page.headers['refresh']).toBe('30');
    expect(page.text).toContain('Rules announced done');
    expect(page.text).toMatch(/List frozen next planned: Saturday/);
    expect(page.body).toContain('href="?refresh=off"');
    const stopped = await get(`/en${DRAW}?refresh=off`);
    expect(stopped.headers['refresh']).toBeUndefined();
    expect(stopped.text).toContain('This page does not refresh itself. Load again now · Refresh by itself');
    expect((await get(`/en${DRAW}?refresh=live`)).headers['refresh']).toBeUndefined();
  });

  it('waits for a round that everybody knows, at a moment that everybody knows', async () => {
    const drawId = `${DrawWorld.path}/0`;
    const secret = secretOf('ombudsperson', drawId);
    await world.get(ContributionsService).commit('ombudsperson', drawId, deriveContributionCommitment(drawId, 'ombudsperson', secret));
    await world.liveUntil(TIMES.freeze);
    await world.get(ContributionsService).reveal('ombudsperson', drawId, secret);
    await world.liveUntil(TIMES.reveal);
    const { text } = await get(`/en${DRAW}`);
    const round = (TIMES.draw - Date.parse('2026-01-01T00:00:00Z') / 1000) / 3 + 1;
    expect(text).toContain(`We are waiting for random number ${round} . It is due: Sunday`);
  });

  it('tells those who listen at once where things stand, at every change, and that it is over', async () => {
    const stream = world.test.app.inject({ url: EVENTS });
    const watch = world.get(DrawWatch);
    while (watch.size === 0) await new Promise(setImmediate);
    await watch.look();
    await world.liveUntil(TIMES.draw);
    await watch.look();
    const { headers, body } = await stream;
    expect(headers['content-type']).toBe('text/event-stream');
    // Between the two, a look may have come upon the draw before it was published.
    const told = body.split('\n\n').filter((part) => !part.includes('"state":"drawn","published":false'));
    expect(told).toEqual([
      'event: step\ndata: {"state":"revealed","published":false}',
      'event: step\ndata: {"state":"drawn","published":true}',
      'event: end\ndata: {"state":"drawn","published":true}',
      '',
    ]);
    expect(watch.size).toBe(0);
    expect((await get(`/api${WINDOW}/draws/7/events`)).status).toBe(404);
  });

  it('takes no more listeners than it can serve', async () => {
    const full = new DrawWatch(world.get(DrawDirectory), world.get(AppLogger), {
      most: 0,
      lookEveryMs: 1000,
      heartbeatMs: 1000,
      mostUnread: 1,
    });
    await expect(full.admit(`${DrawWorld.path}/0`)).rejects.toMatchObject({ kind: 'unavailable', code: 'draw.too-many-watchers' });
  });
});

describe('after the draw', () => {
  it('says in one sentence what it came to, and in numbers', async () => {
    const { text, headers } = await get(`/en${DRAW}`);
    expect(headers['refresh']).toBeUndefined();
    const rows = await world.query<{ pot: string; count: number }>(
      `SELECT pot, count(*)::integer AS count FROM draw_results JOIN draws ON id = draw_uuid WHERE draw_id = $1 AND pot IS NOT NULL GROUP BY pot`,
      [`${DrawWorld.path}/0`],
    );
    const served = rows.reduce((sum, { count }) => sum + count, 0);
    expect(text).toContain(`10 entries, 5 places: ${served} entries were given an appointment.`);
    expect(text).toContain('Hardship 1 1');
    expect(text).toContain(`Entries without an appointment ${10 - served}`);
  });

  it('gives a line that anybody can compute, and it is right', async () => {
    const { body } = await get(`/en${DRAW}`);
    const [, seed, ticketId, j] = /printf '%s:%s:%s' ([0-9a-f]{64}) ([0-9a-f]{32}) (\d+) \| sha256sum/.exec(body)!;
    expect(body).toContain(lot(seed!, ticketId!, Number(j)));
    expect((await world.verify(0)).seed).toBe(seed);
    expect(await world.text(0, 'result.txt')).toMatch(new RegExp(`^1 ${ticketId} ${j} `));
  });

  it('offers the record in one piece and in files', async () => {
    const { body } = await get(`/en${DRAW}`);
    expect(body).toContain(`href="/api${DRAW}/record.zip"`);
    for (const name of (await world.files(0)).keys()) expect(body).toContain(`href="/api${DRAW}/files/${name}"`);
  });

  it('lists every draw, the newest first, page by page', async () => {
    const { text } = await get('/en/draws');
    expect(text.indexOf('Refill draw 1, Permits, week 10')).toBeGreaterThan(0);
    expect(text.indexOf('Main draw, Permits, week 10')).toBeGreaterThan(text.indexOf('Refill draw 1'));
    const { draws, hasMore } = await world.get(DrawDirectory).list(1, 1);
    expect([draws.map(({ number }) => number), hasMore]).toEqual([[1], true]);
    expect((await world.get(DrawDirectory).list(2, 1)).draws).toMatchObject([{ number: 0, entries: 10, served: expect.any(Number) }]);
    expect((await get('/en/draws?page=9')).text).toContain('There are no draws on this page');
  });

  it('lists its draws on the page of its rules', async () => {
    expect((await get(`/de${WINDOW}`)).text).toContain('Hauptlauf');
  });
});

it('says why a draw was voided or skipped, and that nothing is to come', async () => {
  const other = await DrawWorld.open();
  try {
    // Nobody was there to freeze in time; the refill then has nobody to draw.
    await other.liveUntil(TIMES.draw);
    await other.liveUntil(TIMES.refillFreeze(1));
    const textOf = async (number: number) => {
      const answer = await other.test.app.inject(`/de${WINDOW}/draws/${number}`);
      expect(answer.headers['refresh']).toBeUndefined();
      return answer.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    };
    expect(await textOf(0)).toContain('Dieser Lauf ist aufgehoben: Die Liste wurde nicht rechtzeitig festgeschrieben.');
    expect(await textOf(1)).toMatch(
      /Dieser Lauf ist entfallen, weil (kein Platz frei war|niemand mehr wartete)\..*Liste festgeschrieben entfallen/,
    );
  } finally {
    await other.stop();
  }
});

it('logs the hash of the checking page once, whoever starts and however often', async () => {
  const publication = world.get(VerifierPublication);
  const written = await Promise.all([publication.publish(), publication.publish(), publication.publish()]);
  expect(written.filter(Boolean)).toHaveLength(1);
  expect(await publication.publish()).toBe(false);
  const page = await world.test.app.inject('/verify/fairslot-verify.html');
  const sha256 = createHash('sha256').update(page.rawPayload).digest('hex');
  expect(await world.logged('verifier.published')).toEqual([{ type: 'verifier.published', at: expect.any(String), sha256 }]);
});
