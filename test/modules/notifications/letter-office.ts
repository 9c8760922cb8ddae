import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { AppointmentsModule } from '../../../src/modules/appointments';
import { DrawsModule } from '../../../src/modules/draws';
import { LettersService, NotificationsModule } from '../../../src/modules/notifications';
import { SlotsModule } from '../../../src/modules/slots';
import { addToOutbox } from '../../../src/platform/outbox';
import type { TestAppOptions } from '../../support';
import { compose, type OpenServiceApp, registration, startOpenService } from '../registrations/open-service';
import { MailServer } from './mail-server';

export const ORIGIN = 'https://slots.example.org';

export interface OfferSpec {
  readonly state?: string;
  readonly reason?: string | null;
  readonly startsAt?: string;
  readonly answeredAt?: string | null;
  readonly place?: string;
}

/** The service with an open window and a mail server, sending when the test says so. */
export class LetterOffice {
  private offers = 0;

  private constructor(
    readonly test: OpenServiceApp,
    readonly mailServer: MailServer,
  ) {}

  /** @param module default: no more than letters need, and `more` */
  static async open(
    environment: Readonly<Record<string, string>> = {},
    more: Parameters<typeof compose>[1] = [],
    module?: TestAppOptions['module'],
  ): Promise<LetterOffice> {
    const mailServer = new MailServer();
    const settings = { SMTP_URL: await mailServer.start(), MAIL_FROM: 'amt@example.org', PUBLIC_URL: ORIGIN, SWEEP_SECONDS: '3600' };
    const letters = compose({ web: true, worker: true }, [
      SlotsModule,
      DrawsModule,
      AppointmentsModule,
      NotificationsModule,
      ...(more ?? []),
    ]);
    const test = await startOpenService({ module: module ?? letters, environment: { ...settings, ...environment } });
    return new LetterOffice(test, mailServer);
  }

  async close(): Promise<void> {
    await this.test.stop();
    await this.mailServer.stop();
  }

  get letters(): LettersService {
    return this.get(LettersService);
  }

  get em(): EntityManager {
    return this.get(DataSource).manager;
  }

  get<T>(type: new (...args: never[]) => T): T {
    return this.test.app.get(type, { strict: false });
  }

  async register(caseNumber: string, more: object = {}): Promise<{ id: string; link: string }> {
    const { body } = await this.test.post('/api/registrations', registration(caseNumber, more));
    return { id: body.registration, link: body.link };
  }

  /** An offer as a draw would have made it. @returns its id */
  async offer(registrationId: string, spec: OfferSpec = {}): Promise<string> {
    const { state = 'offered', reason = null, startsAt = '2026-03-16T08:30:00Z', answeredAt = null, place = 'Zimmer 12' } = spec;
    const [drawId, slotId, offerId] = [randomUUID(), randomUUID(), randomUUID()];
    const number = ++this.offers;
    const { forge, query } = this.test.database;
    await forge(
      `INSERT INTO draws (id, window_id, number, draw_id, state, freeze_at, reveal_by, draw_at, round, drawn_at)
       VALUES ($1, $2, $3, $4, 'drawn', now(), now(), now(), 1, now())`,
      [drawId, this.test.windowId, number, `stadt.example/aufenthalt/w1/${number}`],
    );
    await query(
      `INSERT INTO slots (id, window_id, slot_id, group_name, lane, lane_index, label, starts_at, ends_at, place)
       VALUES ($1, $2, $3, 'morning', $3, 0, 'general', $4::timestamptz, $4::timestamptz + interval '30 minutes', $5)`,
      [slotId, this.test.windowId, `s${number}`, startsAt, place],
    );
    await forge(
      `INSERT INTO draw_entries (draw_uuid, ticket_id, registration_id, tickets, reason, losses, could_be_met) VALUES ($1, 't', $2, 1, 'r', 0, true)`,
      [drawId, registrationId],
    );
    await forge(
      `INSERT INTO offers (id, draw_uuid, registration_id, ticket_id, state, answer_by, offered_at, answered_at, reason)
       VALUES ($1, $2, $3, 't', $4, '2026-03-05T17:00:00Z', '2026-03-03T12:00:00Z', $5, $6)`,
      [offerId, drawId, registrationId, state, answeredAt, reason],
    );
    await forge('INSERT INTO offer_slots (offer_id, slot_uuid, live) VALUES ($1, $2, $3)', [
      offerId,
      slotId,
      ['offered', 'accepted'].includes(state),
    ]);
    return offerId;
  }

  /** A hearing that is open about an accepted appointment. */
  async hear(offerId: string): Promise<void> {
    await this.test.database.query(
      `INSERT INTO revocation_hearings (id, offer_id, reason, report_ids, opened_by, opened_at, answer_by)
       VALUES ($1, $2, 'several-reports', '{}', 'operator-1', '2026-03-05T12:00:00Z', '2026-03-08T12:00:00Z')`,
      [randomUUID(), offerId],
    );
  }

  async tell(kind: string, registrationId: string, subjectId?: string): Promise<void> {
    // A notice is written of only while it can be answered.
    if (kind === 'review.notice') {
      await this.test.database.query(
        `INSERT INTO review_notices (id, registration_id, suspicion, sent_by, sent_at, object_by)
         VALUES (gen_random_uuid(), $1, 'details', 'operator-1', $2::timestamptz, $2::timestamptz + interval '3 days')`,
        [registrationId, this.test.runtime.clock.now()],
      );
    }
    await addToOutbox(this.em, [{ kind, registrationId, ...(subjectId ? { subjectId } : {}) }]);
  }

  async outboxOf(id: string): Promise<{ kind: string; attempts: number; sent: boolean; given_up: boolean; next: Date }[]> {
    return this.test.database.query(
      `SELECT kind, attempts, sent_at IS NOT NULL AS sent, given_up_at IS NOT NULL AS given_up, next_attempt_at AS next
       FROM outbox_messages WHERE registration_id = $1 ORDER BY id`,
      [id],
    );
  }
}
