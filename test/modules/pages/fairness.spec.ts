import { parseEntries, parseResult } from '../../../src/core';
import { CHARTS } from '../../../src/modules/pages/fairness/fairness-charts';
import { ChartDrawing } from '../../../src/platform/charts';
import { LANGUAGES } from '../../../src/platform/i18n';
import { DrawWorld, TIMES } from '../../support/draw-world';

const DRAW = `/windows/${DrawWorld.path}/draws/0/fairness`;
const SERVICE = `/services/${DrawWorld.service}/fairness`;
const HOSTILE = `<script>alert(1)</script>"'&\u202E =1+1`;

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open({ plan: { title: HOSTILE } });
  const times = (count: number, spec: object) => Array.from({ length: count }, () => spec);
  await world.enrol(...times(8, { critical: '2026-03-24' }), ...times(20, {}), ...times(2, { losses: 2 }));
  await world.addSlots(Array.from({ length: 9 }, (_, n) => ({ id: `s${n}` })));
  await world.query(`UPDATE registrations SET received_at = to_timestamp($1) + (right(id::text, 12)::integer * interval '2 hours')`, [
    TIMES.opens,
  ]);
  await world.liveUntil(TIMES.closes);
});
afterAll(() => world.stop());

const get = (url: string) => world.test.app.inject({ url, headers: { accept: 'text/html' } });

/** Cells of a table by its caption, row by row. */
function tableOf(html: string, caption: string): string[][] {
  const table = new RegExp(`<caption[^>]*>${caption}</caption>.*?<tbody[^>]*>(.*?)</tbody>`, 's').exec(html)?.[1] ?? '';
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!),
  );
}

describe('before the draw', () => {
  it('there is no page of its fairness, and the one of the service says why it is empty', async () => {
    for (const url of [`/de${DRAW}`, `/de${DRAW}/tickets.svg`, `/de${SERVICE}/tickets.svg`, '/de/services/stadt.example/other/fairness']) {
      expect((await get(url)).statusCode).toBe(404);
    }
    const page = await get(`/de${SERVICE}`);
    expect([page.statusCode, page.body.includes('noch keinen Zuteilungslauf')]).toEqual([200, true]);
  });
});

describe('after the draw', () => {
  beforeAll(() => world.liveThroughDraw(0));

  it('the page has the numbers of the record', async () => {
    const entries = parseEntries((await world.files(0)).get('entries.txt')!);
    const results = parseResult((await world.files(0)).get('result.txt')!);
    const first = (tickets: number): number =>
      results.filter(({ rank, ticketId }) => rank <= 9 && entries.find((entry) => entry.ticketId === ticketId)!.tickets === tickets).length;
    const page = await get(`/en${DRAW}`);
    expect(page.statusCode).toBe(200);
    const rows = tableOf(page.body, 'Result by tickets');
    // Two people with two tickets are too few: they stand with the next ones.
    expect(rows.map(([label, people]) => [label, people])).toEqual([
      ['1 ticket', '20'],
      ['2 to 16 tickets', '10'],
    ]);
    expect(rows[1]![2]).toMatch(new RegExp(`^${first(2) + first(16)} \\(`));
    expect(rows[0]![2]).toMatch(new RegExp(`^${first(1)} \\(`));
    expect(tableOf(page.body, 'People and appointments')).toEqual([['08/03/2026', '30', '9', '3.3']]);
    expect(tableOf(page.body, 'What became of the appointments').at(-1)).toEqual(['together', '9', '100%']);
    expect(page.body).toContain('Groups of fewer than 5 people are put together');
  });

  it('a service shows the same for all of its draws', async () => {
    const [draw, service] = [await get(`/en${DRAW}`), await get(`/en${SERVICE}`)];
    expect(tableOf(service.body, 'Result by tickets')).toEqual(tableOf(draw.body, 'Result by tickets'));
  });

  it('charts are pictures at addresses of their own: no markup of strangers, nothing that the policy forbids, in every language', async () => {
    const page = (await get(`/ar${DRAW}`)).body;
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script>alert(1)');
    const addresses = [...page.matchAll(/(?:src|srcset)="(\/ar[^"]+\.svg)"/g)].map(([, address]) => address!);
    expect(addresses.length).toBe(2 * CHARTS.length);
    for (const address of addresses) {
      const svg = await get(address);
      expect([svg.statusCode, svg.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
      expect(svg.body).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      expect(svg.body).not.toMatch(/<script|<style|\sstyle=|<image|href=|javascript:/);
    }
    for (const language of LANGUAGES) expect((await get(`/${language}${DRAW}/time.svg`)).statusCode).toBe(200);
  });

  it('charts are the same bytes again, also when somebody else draws them', async () => {
    const other = await DrawWorld.open({ beside: world });
    try {
      for (const name of CHARTS) {
        const [ours, theirs] = [await get(`/de${DRAW}/${name}.svg`), await other.test.app.inject(`/de${DRAW}/${name}.svg`)];
        expect(theirs.body).toBe(ours.body);
      }
    } finally {
      await other.stop();
    }
  });

  it.each(['nonsense.svg', 'tickets', 'tickets-narrow.png', '..%2Ftickets.svg'])('there is no chart %s', async (name) => {
    expect((await get(`/de${DRAW}/${name}`)).statusCode).toBeGreaterThanOrEqual(400);
  });

  it('says nothing about anybody: no id, no link between draws', async () => {
    const text = (await get(`/de${DRAW}`)).body + (await get(`/de${SERVICE}`)).body;
    for (const { ticketId } of parseEntries((await world.files(0)).get('entries.txt')!)) expect(text).not.toContain(ticketId);
    for (const { registrationId, person } of world.people) {
      expect(text).not.toContain(registrationId);
      expect(text).not.toContain(person.surname);
    }
  });
});

it('a chart that makes no sense is an error, and the next one is drawn all the same', async () => {
  const drawing = new ChartDrawing();
  await expect(drawing.draw({ mark: 'nonsense' })).rejects.toThrow();
  const data = { values: [{ a: 1 }] };
  const spec = { data, mark: 'point', encoding: { x: { field: 'a', type: 'quantitative' } } };
  expect(await drawing.draw(spec)).toContain('<svg');
  await expect(drawing.draw({ ...spec, data: { url: 'file:///etc/passwd' } })).resolves.not.toContain('root:');
  await drawing.onModuleDestroy();
});
