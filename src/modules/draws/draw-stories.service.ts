import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DrawnRecord, drawRecord, individualSheet, type IndividualSheet, type TicketClass } from '../../core';
import { timeOf } from '../../platform/clock';
import { inTurn, UnitOfWork } from '../../platform/database';
import { type OwnKey, StandingRegistrations } from '../registrations';
import { chanceAmong } from './draw-chance';
import type { DrawState } from './draw.entities';
import { DrawError } from './draws.errors';
import { DrawsRepository } from './draws.repository';

/** Draws kept in memory. A record never changes, so what is kept is never wrong. */
const MOST_REMEMBERED = 4;

/** One draw as one person sees it. */
export interface DrawStory {
  drawId: string;
  number: number;
  state: DrawState;
  drawAt: string;
  ticketId: string;
  tickets: number;
  /** Why it got that base: a code of docs/spec/policy.md. */
  reason: string;
  lossesBefore: number;
  /** The verified date that the tickets were computed from, `YYYY-MM-DD`; null if none was. */
  criticalDate: string | null;
  hardship: boolean;
  /** How many entries and slots were frozen. */
  entries: number;
  slots: number;
  /** Before the draw, as in {@link chanceAmong}. */
  chance: number;
  /** The pot that served it, once it is drawn; null for none. */
  servedBy: string | null;
  /** Whether any wish could have been met: only then a main draw without a slot is a loss. */
  couldBeMet: boolean;
}

/** With the sheet, which exists once the draw is drawn (docs/spec: individual-sheet). */
export interface SheetStory extends DrawStory {
  sheet: IndividualSheet | null;
}

/** A drawn draw with everything that can be told about one entry (docs/spec: individual-sheet). */
export interface ToldDraw extends DrawStory {
  seed: string;
  sheet: IndividualSheet;
}

/** Tells a registered person about the draws they took part in. Nobody else can ask: it takes the private link and the case number. */
@Injectable()
export class DrawStoriesService {
  private readonly replayed = new Map<string, DrawnRecord>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly registrations: StandingRegistrations,
  ) {}

  /** Newest first. Cheap: nothing is replayed. @throws DomainError `registration.not-found` */
  async listOwn(by: OwnKey): Promise<DrawStory[]> {
    return this.unitOfWork.run(async (em) => {
      const { registrationId } = await this.registrations.findByLink(em, by);
      const rows = await this.listRows(em, registrationId);
      return inTurn(rows, (row) => this.tell(em, row));
    });
  }

  /** As {@link listOwn}, with the sheet of each drawn draw; replays them. */
  async listSheets(by: OwnKey): Promise<SheetStory[]> {
    const told: SheetStory[] = [];
    for (const story of await this.listOwn(by)) {
      const sheet = story.state === 'drawn' ? (await this.getOwn(by, story.drawId)).sheet : null;
      told.push({ ...story, sheet });
    }
    return told;
  }

  /** One drawn draw. @throws DomainError `registration.not-found`; `draw.unknown` if it is not drawn or the registration is not in it */
  async getOwn(by: OwnKey, drawId: string): Promise<ToldDraw> {
    return this.unitOfWork.run(async (em) => {
      const { registrationId } = await this.registrations.findByLink(em, by);
      const row = (await this.listRows(em, registrationId)).find((each) => each.drawId === drawId && each.state === 'drawn');
      if (!row) throw new DrawError('draw.unknown');
      const drawn = await this.getDrawn(em, row.drawUuid);
      return { ...(await this.tell(em, row)), seed: drawn.seed, sheet: individualSheet(drawn, row.ticketId) };
    });
  }

  private async listRows(em: EntityManager, registrationId: string): Promise<StoryRow[]> {
    return em.query(
      `SELECT entry.draw_uuid AS "drawUuid", draws.draw_id AS "drawId", draws.number, draws.state, draws.draw_at AS "drawAt", ticket_id AS "ticketId",
         entry.tickets, reason, losses AS "lossesBefore", critical_date::text AS "criticalDate", hardship, could_be_met AS "couldBeMet",
         result.pot AS "servedBy", (SELECT count(*)::integer FROM draw_slots WHERE draw_slots.draw_uuid = draws.id) AS slots
       FROM draw_entries entry JOIN draws ON draws.id = entry.draw_uuid LEFT JOIN draw_results result USING (draw_uuid, ticket_id)
       WHERE registration_id = $1 ORDER BY draws.draw_at DESC`,
      [registrationId],
    );
  }

  private async tell(em: EntityManager, { drawUuid, drawAt, ...row }: StoryRow): Promise<DrawStory> {
    const classes: TicketClass[] = await em.query(
      `SELECT tickets, count(*)::integer AS entries FROM draw_entries WHERE draw_uuid = $1 GROUP BY tickets ORDER BY tickets`,
      [drawUuid],
    );
    const entries = classes.reduce((sum, each) => sum + each.entries, 0);
    const chance = chanceAmong(classes, row.slots, row.tickets);
    return { ...row, drawAt: timeOf(drawAt), entries, chance };
  }

  /** A drawn draw, replayed from its record. Replaying is the expensive part, and right after a draw everybody asks for the same one. */
  private async getDrawn(em: EntityManager, drawUuid: string): Promise<DrawnRecord> {
    let drawn = this.replayed.get(drawUuid);
    if (!drawn) {
      drawn = drawRecord(await this.repository.getFiles(em, drawUuid));
      if (this.replayed.size >= MOST_REMEMBERED) this.replayed.delete(this.replayed.keys().next().value!);
      this.replayed.set(drawUuid, drawn);
    }
    return drawn;
  }
}

interface StoryRow extends Omit<DrawStory, 'drawAt' | 'entries' | 'chance'> {
  drawUuid: string;
  drawAt: Date;
}
