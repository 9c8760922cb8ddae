import { join } from 'node:path';
import { startChild } from '../support/child';

interface Told {
  readonly offset: number;
  readonly days: readonly Readonly<Record<'shown' | 'typed' | 'kept', string[]> & { appointment: string }>[];
}

/** What a server that runs in a zone shows and understands on the two days on which the clocks are changed. */
async function tellIn(zone: string): Promise<Told> {
  const child = startChild([join(__dirname, 'children', 'times.cjs')], { TZ: zone });
  if ((await child.ended) !== 0) throw new Error(child.errors());
  return JSON.parse(child.output()) as Told;
}

it("the office's clock is Berlin's, whatever zone the server runs in, on both days on which the clocks are changed", async () => {
  const [here, ...elsewhere] = await Promise.all(['Europe/Berlin', 'UTC', 'Pacific/Chatham', 'America/St_Johns'].map(tellIn));
  expect(new Set([here!, ...elsewhere].map(({ offset }) => offset)).size).toBe(4);
  for (const { days } of elsewhere) expect(days).toEqual(here!.days);
  const [spring, autumn] = here!.days as [Told['days'][0], Told['days'][0]];

  expect([spring.shown.length, autumn.shown.length]).toEqual([23, 25]);
  expect(spring.shown.slice(1, 3)).toEqual(['Sonntag, 29. März 2026 um 01:00 Uhr', 'Sonntag, 29. März 2026 um 03:00 Uhr']);
  expect(autumn.shown.slice(2, 4)).toEqual(['Sonntag, 25. Oktober 2026 um 02:00 Uhr', 'Sonntag, 25. Oktober 2026 um 02:00 Uhr']);
  for (const { appointment } of here!.days) expect(appointment).toMatch(/um 01:50 Uhr .* 03:10 Uhr/);
  // The skipped half past two is an hour later; of the one that comes twice the first counts.
  expect(spring.typed[1]).toBe('2026-03-29T01:30:00.000Z');
  expect(autumn.typed[1]).toBe('2026-10-25T00:30:00.000Z');
  expect([spring.kept.at(-1), autumn.kept.at(-1)]).toEqual(['2026-03-29 23:00', '2026-10-25 23:00']);
});
