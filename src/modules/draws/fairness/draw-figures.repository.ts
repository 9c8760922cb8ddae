import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A drawn draw, as far as counting needs it. Instants are unix seconds. */
export interface CountedDraw {
  readonly uuid: string;
  readonly drawId: string;
  readonly number: number;
  readonly title: string;
  readonly drawAt: number;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly entries: number;
  readonly slots: number;
}

/** Entries of one draw that came in the same stretch of the window and have equally many tickets. */
export interface Cell {
  /** Stretch of the window from 0; -1: registered before the window opened. */
  readonly bin: number;
  readonly tickets: number;
  readonly entries: number;
  /** How many of them are among the first `places` ranks. */
  readonly first: number;
  /** How many got slots. */
  readonly served: number;
}

export interface WaitCount {
  /** Lost draws before this one. */
  readonly losses: number;
  readonly entries: number;
  readonly served: number;
}

export interface ReasonCount {
  readonly reason: string;
  readonly people: number;
}

/** Counts over the entries of draws, added up by the database. Other modules' tables are read, never written. */
@Injectable()
export class DrawFiguresRepository {
  /** The draw if it is drawn, else null. */
  async findDrawn(em: EntityManager, drawId: string): Promise<CountedDraw | null> {
    const rows: CountedDraw[] = await em.query(`${DRAWN} WHERE draws.draw_id = $1 AND draws.state = 'drawn'`, [drawId]);
    return rows[0] ?? null;
  }

  /** A service's drawn main draws, the newest first. */
  async listMainDraws(em: EntityManager, servicePath: string, most: number): Promise<CountedDraw[]> {
    return em.query(
      `${DRAWN} WHERE draws.state = 'drawn' AND draws.number = 0
         AND windows.service_id = (SELECT id FROM services WHERE authority || '/' || slug = $1)
       ORDER BY draws.draw_at DESC, draws.id LIMIT $2`,
      [servicePath, most],
    );
  }

  /** @param binSeconds length of a stretch of the window  @param places how many ranks count as first */
  async countCells(em: EntityManager, draw: CountedDraw, binSeconds: number, places: number): Promise<Cell[]> {
    return em.query(
      `SELECT CASE WHEN registration.received_at < to_timestamp($2) THEN -1
                ELSE floor((extract(epoch FROM registration.received_at) - $2) / $3)::integer END AS bin,
              entry.tickets, count(*)::integer AS entries,
              (count(*) FILTER (WHERE result.rank <= $4))::integer AS first,
              (count(*) FILTER (WHERE result.pot IS NOT NULL))::integer AS served
       FROM draw_entries entry JOIN draw_results result USING (draw_uuid, ticket_id)
       JOIN registrations registration ON registration.id = entry.registration_id
       WHERE draw_uuid = $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      [draw.uuid, draw.opensAt, binSeconds, places],
    );
  }

  async countWaits(em: EntityManager, drawUuid: string): Promise<WaitCount[]> {
    return em.query(
      `SELECT entry.losses, count(*)::integer AS entries, (count(*) FILTER (WHERE result.pot IS NOT NULL))::integer AS served
       FROM draw_entries entry JOIN draw_results result USING (draw_uuid, ticket_id)
       WHERE draw_uuid = $1 GROUP BY 1 ORDER BY 1`,
      [drawUuid],
    );
  }

  /** Entries with a grant of hardship that counted in the draw, by the grant's reason. */
  async countHardship(em: EntityManager, drawUuid: string): Promise<ReasonCount[]> {
    return em.query(
      `SELECT coalesce(granted.reason, 'unknown') AS reason, count(*)::integer AS people
       FROM draw_entries entry LEFT JOIN hardship_grants granted ON granted.registration_id = entry.registration_id
       WHERE entry.draw_uuid = $1 AND entry.hardship GROUP BY 1 ORDER BY 1`,
      [drawUuid],
    );
  }
}

const DRAWN = `SELECT draws.id AS uuid, draws.draw_id AS "drawId", draws.number, windows.title,
    extract(epoch FROM draws.draw_at)::float8 AS "drawAt", extract(epoch FROM windows.opens_at)::float8 AS "opensAt",
    extract(epoch FROM windows.closes_at)::float8 AS "closesAt",
    (SELECT count(*)::integer FROM draw_entries WHERE draw_uuid = draws.id) AS entries,
    (SELECT count(*)::integer FROM draw_slots WHERE draw_uuid = draws.id) AS slots
  FROM draws JOIN windows ON windows.id = draws.window_id`;
