import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isDrawId } from './draw-id';
import { CHANCE_FILES, chanceOf, type DrawChance, type DrawNumbers } from './draw-numbers';
import type { DrawState } from './draw.entities';
import { DrawError } from './draws.errors';

/** One line in the list of all draws. */
export interface ListedDraw {
  readonly drawId: string;
  /** `<authority>/<service>/<window>` */
  readonly window: string;
  readonly windowTitle: string;
  readonly number: number;
  readonly state: DrawState;
  readonly drawAt: Date;
  readonly publishedAt: Date | null;
  /** Zero before the freeze. */
  readonly entries: number;
  /** Zero before the draw. */
  readonly served: number;
}

type UncountedDraw = Omit<ListedDraw, 'entries' | 'served'> & { readonly id: string };

/** Where a draw stands, for those who wait for it. */
export interface DrawStep {
  readonly state: DrawState;
  readonly published: boolean;
}

/** A drawn draw never changes again, so what is remembered is never wrong. */
const MOST_REMEMBERED = 500;

/** Public reading across all windows: which draws there are, where they stand, what they came to. */
@Injectable()
export class DrawDirectory {
  private readonly counts = new Map<string, { entries: number; served: number }>();
  private readonly outcomes = new Map<string, DrawNumbers & DrawChance>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Every draw there is, the latest instant first.
   * @param page from 1
   * @returns whether there are more on the next page
   */
  async list(page: number, size: number): Promise<{ draws: ListedDraw[]; hasMore: boolean }> {
    const rows = await this.select(`ORDER BY draws.draw_at DESC, draw_id LIMIT $1 OFFSET $2`, [size + 1, (page - 1) * size]);
    return { draws: await this.withCounts(rows.slice(0, size)), hasMore: rows.length > size };
  }

  /** Draws of one window, the newest first; none where there is no such window. @param path `<authority>/<service>/<window>` */
  async listOfWindow(path: string): Promise<ListedDraw[]> {
    return this.withCounts(await this.select(`WHERE path = $1 ORDER BY number DESC`, [path]));
  }

  /** A service's last main draw that is drawn; null where there is none yet. @param service `<authority>/<slug>` */
  async findLastMain(service: string): Promise<ListedDraw | null> {
    const condition = `WHERE starts_with(path, $1) AND number = 0 AND draws.state = 'drawn' ORDER BY draws.draw_at DESC LIMIT 1`;
    return (await this.withCounts(await this.select(condition, [`${service}/`])))[0] ?? null;
  }

  /** Where some draws stand. Unknown ones are left out. @param drawIds `<authority>/<service>/<window>/<number>` */
  async findSteps(drawIds: readonly string[]): Promise<Map<string, DrawStep>> {
    const rows: { draw_id: string; state: DrawState; published: boolean }[] = await this.dataSource.query(
      `SELECT draw_id, state, published_at IS NOT NULL AS published FROM draws WHERE draw_id = ANY($1)`,
      [drawIds],
    );
    return new Map(rows.map(({ draw_id, state, published }) => [draw_id, { state, published }]));
  }

  /** What a drawn draw came to; null before. @throws DrawError draw.unknown */
  async findOutcome(drawId: string): Promise<(DrawNumbers & DrawChance) | null> {
    const known = this.outcomes.get(drawId);
    if (known) return known;
    if (!isDrawId(drawId)) throw new DrawError('draw.unknown');
    const [draw]: { id: string; state: DrawState }[] = await this.dataSource.query(`SELECT id, state FROM draws WHERE draw_id = $1`, [
      drawId,
    ]);
    if (!draw) throw new DrawError('draw.unknown');
    if (draw.state !== 'drawn') return null;
    const [numbers, chance] = await Promise.all([this.readNumbers(draw.id), this.readChance(draw.id)]);
    return remember(this.outcomes, drawId, { ...numbers, ...chance });
  }

  private async select(condition: string, parameters: readonly unknown[]): Promise<UncountedDraw[]> {
    return this.dataSource.query(
      `SELECT draws.id, draw_id AS "drawId", path AS window, windows.title AS "windowTitle", number, draws.state, draws.draw_at AS "drawAt",
              published_at AS "publishedAt"
       FROM draws JOIN windows ON windows.id = window_id ${condition}`,
      [...parameters],
    );
  }

  private async withCounts(rows: readonly UncountedDraw[]): Promise<ListedDraw[]> {
    const draws: ListedDraw[] = [];
    for (const { id, ...draw } of rows) draws.push({ ...draw, ...(await this.countsOf(id, draw.state)) });
    return draws;
  }

  private async countsOf(id: string, state: DrawState): Promise<{ entries: number; served: number }> {
    const known = this.counts.get(id);
    if (known) return known;
    const [counts]: { entries: number; served: number }[] = await this.dataSource.query(
      `SELECT (SELECT count(*)::integer FROM draw_entries WHERE draw_uuid = $1) AS entries,
              (SELECT count(*)::integer FROM draw_results WHERE draw_uuid = $1 AND pot IS NOT NULL) AS served`,
      [id],
    );
    return state === 'drawn' ? remember(this.counts, id, counts!) : counts!;
  }

  private async readNumbers(id: string): Promise<DrawNumbers> {
    const [pots, classes, [merged]] = await Promise.all([
      this.dataSource.query<DrawNumbers['byPot']>(
        `SELECT pot, count(*)::integer AS served, sum(cardinality(slot_ids))::integer AS slots
         FROM draw_results WHERE draw_uuid = $1 AND pot IS NOT NULL GROUP BY pot ORDER BY min(rank)`,
        [id],
      ),
      this.dataSource.query<DrawNumbers['byTickets']>(
        `SELECT tickets, count(*)::integer AS entries, count(pot)::integer AS served
         FROM draw_entries JOIN draw_results USING (draw_uuid, ticket_id) WHERE draw_uuid = $1 GROUP BY tickets ORDER BY tickets`,
        [id],
      ),
      this.dataSource.query<{ count: number }[]>(
        `SELECT (count(*) - count(DISTINCT ticket_id))::integer AS count FROM draw_entry_merges WHERE draw_uuid = $1`,
        [id],
      ),
    ]);
    const tickets = classes.reduce((sum, each) => sum + each.tickets * each.entries, 0);
    return { tickets, merged: merged!.count, byPot: pots, byTickets: classes };
  }

  private async readChance(id: string): Promise<DrawChance> {
    const files: { name: string; content: Buffer }[] = await this.dataSource.query(
      `SELECT name, content FROM draw_files WHERE draw_uuid = $1 AND name = ANY($2)`,
      [id, CHANCE_FILES],
    );
    // The longest line there can be has far less; one that is cut off would be no line.
    const [result]: { start: Buffer }[] = await this.dataSource.query(
      `SELECT substring(content FROM 1 FOR 2048) AS start FROM draw_files WHERE draw_uuid = $1 AND name = 'result.txt'`,
      [id],
    );
    const firstLine = result!.start.subarray(0, result!.start.indexOf('\n') + 1);
    return chanceOf(new Map(files.map(({ name, content }) => [name, content])), firstLine);
  }
}

/** Keeps the newest few. */
function remember<T>(kept: Map<string, T>, key: string, value: T): T {
  if (kept.size >= MOST_REMEMBERED) kept.delete(kept.keys().next().value!);
  kept.set(key, value);
  return value;
}
