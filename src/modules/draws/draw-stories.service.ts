import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DrawnRecord, drawRecord, individualSheet, type IndividualSheet } from '../../core';
import { UnitOfWork } from '../../platform/database';
import { StandingRegistrations } from '../registrations';
import { DrawsRepository } from './draws.repository';

/** Draws kept in memory. A record never changes, so what is kept is never wrong. */
const MOST_REMEMBERED = 4;

/** One draw as one person sees it. `sheet` exists once the draw is drawn (docs/spec: individual-sheet). */
export interface DrawStory {
  drawId: string;
  state: string;
  ticketId: string;
  tickets: number;
  /** Why it got that base: a code of docs/spec/policy.md. */
  reason: string;
  lossesBefore: number;
  sheet: IndividualSheet | null;
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

  /** Newest first. @throws DomainError registration.unknown if link and case number don't belong together */
  async listOwn(by: { link: string; caseNumber: string }): Promise<DrawStory[]> {
    return this.unitOfWork.run(async (em) => {
      const { registrationId } = await this.registrations.findByLink(em, by);
      const rows: {
        draw_uuid: string;
        draw_id: string;
        state: string;
        ticket_id: string;
        tickets: number;
        reason: string;
        losses: number;
      }[] = await em.query(
        `SELECT draw_uuid, draws.draw_id, draws.state, ticket_id, tickets, reason, losses
           FROM draw_entries JOIN draws ON draws.id = draw_uuid WHERE registration_id = $1 ORDER BY draws.draw_at DESC`,
        [registrationId],
      );
      const stories: DrawStory[] = [];
      for (const row of rows) {
        const sheet = row.state === 'drawn' ? individualSheet(await this.getDrawn(em, row.draw_uuid), row.ticket_id) : null;
        stories.push({
          drawId: row.draw_id,
          state: row.state,
          ticketId: row.ticket_id,
          tickets: row.tickets,
          reason: row.reason,
          lossesBefore: row.losses,
          sheet,
        });
      }
      return stories;
    });
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
