import { randomBytes, randomUUID } from 'node:crypto';
import {
  derivePersonCommitment,
  deriveTicketId,
  formatEntries,
  formatIdentity,
  formatTime,
  parseTime,
  type PersonIdentity,
} from '../../../src/core';
import { IdentityKeys } from '../../../src/modules/identity';
import { PrivateLinks, RegistrationRow, RegistrationVault, StandingRegistrations } from '../../../src/modules/registrations';
import { SlotImportService, SlotsService } from '../../../src/modules/slots';
import { FreshTokens } from '../../../src/modules/staff';
import { CatalogueService, PlanningService, WindowsService } from '../../../src/modules/windows';
import type { SettableClock } from '../../../src/platform/clock';
import { UnitOfWork } from '../../../src/platform/database';
import type { EntityManager } from 'typeorm';
import { createTestClock, startTestApp, type TestApp, type TestAppOptions } from '../../support';
import { untilBehind } from '../../support/waiting-sessions';
import { csvOf, type SlotLine } from '../slots/slot-fixtures';
import { createCatalogue, DAY, HOUR, planAt, SERVICE } from '../windows/window-fixtures';

export const OPENS = parseTime('2026-03-02T08:00:00Z');
export const DRAWN = OPENS + 6 * DAY + HOUR;
/** Last refill of the window; slots are later, so that every freed one can still be drawn again. */
export const LAST_REFILL = OPENS + 12 * DAY;
/** Nine in the morning in Berlin. */
export const NINE = parseTime('2026-03-17T08:00:00Z');
/** Time to answer an offer, of the service in {@link createCatalogue}. */
export const TO_ANSWER = DAY;

/** Somebody with a registration, and what they hold in their hands. */
export interface Applicant {
  readonly registrationId: string;
  readonly link: string;
  readonly person: PersonIdentity;
  readonly caseNumber: string;
  readonly receiptSecret: string;
  readonly size: number;
}

/** A drawn draw: its ids, and each winner's ticket. */
export interface Drawn {
  readonly drawUuid: string;
  readonly drawId: string;
  readonly windowId: string;
}

/** The whole application with a service, for the tests of one file. */
export interface Office {
  readonly test: TestApp;
  readonly clock: SettableClock;
}

export async function openOffice(options: TestAppOptions = {}): Promise<Office> {
  const clock = createTestClock();
  const test = await startTestApp({ clock, ...options });
  await createCatalogue({ catalogue: test.app.get(CatalogueService, { strict: false }) });
  return { test, clock };
}

/** A JSON answer; a test says what it expects to find in it. */
type Reply = Record<string, never>;

/** Numbers windows and people: every test has its own. */
let count = 0;

/**
 * An announced window, and a draw in it that is written straight into the tables: what a draw leaves behind, with real
 * tickets and commitments, without waiting for a round. What it tells of the log and the letters is its own part.
 */
export class DrawnWindow {
  private readonly paths: string[] = [];

  private constructor(
    readonly test: TestApp,
    readonly clock: SettableClock,
    readonly windowId: string,
    readonly path: string,
    private readonly serviceId: string,
  ) {
    this.paths.push(path);
  }

  static async open({ test, clock }: Office): Promise<DrawnWindow> {
    clock.set(OPENS - DAY);
    const { id, path, serviceId } = await announce(test, `w${++count}`, OPENS);
    return new DrawnWindow(test, clock, id, path, serviceId);
  }

  get<T>(type: abstract new (...parameters: never[]) => T): T {
    return this.test.app.get<T>(type, { strict: false });
  }

  transaction: UnitOfWork['run'] = (work, isolation) => this.get(UnitOfWork).run(work, isolation);

  query: TestApp['database']['query'] = (sql, parameters) => this.test.database.query(sql, parameters);

  /** A second window of the same service. @returns its id */
  async announceAnother(opensAt: number): Promise<string> {
    const now = this.clock.seconds();
    this.clock.set(OPENS - DAY);
    const { id, path } = await announce(this.test, `w${++count}`, opensAt);
    this.clock.set(now);
    this.paths.push(path);
    return id;
  }

  /** Slots of the window, imported at a moment when that is still allowed. */
  async addSlots(lines: readonly SlotLine[], windowId = this.windowId): Promise<void> {
    const now = this.clock.seconds();
    this.clock.set(OPENS - DAY);
    await this.get(SlotImportService).import(windowId, csvOf(lines), false);
    this.clock.set(now);
  }

  /** A registration that stands. */
  async register(changes: Partial<PersonIdentity> & { size?: number; state?: RegistrationRow['state'] } = {}): Promise<Applicant> {
    const number = ++count;
    const { size = 1, state = 'standing', ...names } = changes;
    const person = {
      surname: 'Yılmaz',
      givenNames: `Ada ${'IVX'.repeat(number % 7)}`,
      birthDate: '1990-02-00',
      caseNumber: `M-2026/${1000 + number}`,
      ...names,
    };
    const id = randomUUID();
    const secret = randomBytes(32);
    const vault = this.get(RegistrationVault);
    const keys = this.get(IdentityKeys).derive('muenchen.example', person);
    const contact = { kind: 'mail' as const, value: `applicant-${number}@example.org` };
    const sealed = {
      identity: formatIdentity(person),
      contact,
      claims: { criticalDate: null, criticalDateSource: null, hardshipReason: null },
      representative: null,
    };
    const at = new Date((OPENS + HOUR) * 1000);
    await this.transaction((em) =>
      em.insert(RegistrationRow, {
        id,
        serviceId: this.serviceId,
        state,
        channel: 'online',
        locale: 'en',
        caseKey: keys.caseKey,
        personKey: keys.personKey,
        contactKind: 'mail',
        sealed: vault.seal(id, sealed),
        sealedSecret: vault.sealSecret(id, secret),
        size,
        choices: '*',
        waivedPots: [],
        caseVerifiedBy: 'register',
        confirmBy: at,
        receivedAt: at,
        confirmedAt: at,
      }),
    );
    const link = this.get(PrivateLinks).linkOf(id);
    return { registrationId: id, link, person, caseNumber: person.caseNumber, receiptSecret: secret.toString('hex'), size };
  }

  /** Draw `number` of a window, drawn: each winner with the ids of their slots. Losses are those the entry went in with. */
  async draw(
    winners: readonly { who: Applicant; slots: readonly string[]; losses?: number }[],
    number = 0,
    windowId = this.windowId,
  ): Promise<Drawn> {
    const [{ path }] = (await this.query<{ path: string }>(`SELECT path FROM windows WHERE id = $1`, [windowId])) as [{ path: string }];
    const drawUuid = randomUUID();
    const drawId = `${path}/${number}`;
    const entries = winners
      .map(({ who }) => ({
        ticketId: deriveTicketId(drawId, who.receiptSecret),
        tickets: 1,
        size: who.size,
        pots: ['general'],
        choices: '*' as const,
        commitment: derivePersonCommitment(drawId, who.receiptSecret, formatIdentity(who.person)),
      }))
      .sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
    const given = winners.flatMap(({ slots }) => slots);
    await this.leaveResult({ drawUuid, drawId, windowId, number, entriesFile: formatEntries(entries) }, winners);
    await this.transaction(async (em) => {
      const rows: { id: string }[] = await em.query(`SELECT id FROM slots WHERE window_id = $1 AND slot_id = ANY ($2)`, [windowId, given]);
      await this.get(SlotsService).setState(
        em,
        rows.map(({ id }) => id),
        ['free'],
        'frozen',
      );
      const served = winners.map(({ who }) => who.registrationId);
      await this.get(StandingRegistrations).markDrawn(em, { drawUuid, served, lost: [] });
    });
    this.clock.set(DRAWN);
    return { drawUuid, drawId, windowId };
  }

  /** What a draw has written by the time that it is drawn, without the steps that lead there. */
  private async leaveResult(
    draw: { drawUuid: string; drawId: string; windowId: string; number: number; entriesFile: Uint8Array },
    winners: readonly { who: Applicant; slots: readonly string[]; losses?: number }[],
  ): Promise<void> {
    const { forge } = this.test.database;
    const { drawUuid, drawId } = draw;
    await forge(
      `INSERT INTO draws (id, window_id, number, draw_id, state, freeze_at, reveal_by, draw_at, round, frozen_at, revealed_at, drawn_at)
       VALUES ($1, $2, $3, $4, 'drawn', $5, $5, $5, 1, $5, $5, $5)`,
      [drawUuid, draw.windowId, draw.number, drawId, new Date((DRAWN - HOUR) * 1000)],
    );
    await forge(`INSERT INTO draw_files (draw_uuid, name, content, sha256) VALUES ($1, 'entries.txt', $2, '')`, [
      drawUuid,
      Buffer.from(draw.entriesFile),
    ]);
    const ids = winners.map(({ who }) => deriveTicketId(drawId, who.receiptSecret));
    await forge(
      `INSERT INTO draw_entries (draw_uuid, ticket_id, registration_id, tickets, reason, losses, could_be_met)
       SELECT $1, ticket, registration, 1, 'test', losses, true FROM unnest($2::text[], $3::uuid[], $4::integer[]) AS e (ticket, registration, losses)`,
      [drawUuid, ids, winners.map(({ who }) => who.registrationId), winners.map(({ losses = 0 }) => losses)],
    );
    await forge(
      `INSERT INTO draw_results (draw_uuid, rank, ticket_id, pot, slot_ids)
       SELECT $1, rank, ticket, 'general', string_to_array(slots, ',')
       FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS r (ticket, slots, rank)`,
      [drawUuid, ids, winners.map(({ slots }) => slots.join(','))],
    );
    await forge(
      `INSERT INTO draw_slots (draw_uuid, slot_uuid, position)
       SELECT $1, id, row_number() OVER (ORDER BY starts_at, id) - 1 FROM slots WHERE window_id = $2 AND slot_id = ANY ($3)`,
      [drawUuid, draw.windowId, winners.flatMap(({ slots }) => slots)],
    );
  }

  /** Whoever writes such rows finds the database refusing, until `work` is done. */
  async whileRefusing(table: string, refused: string, work: () => Promise<void>): Promise<void> {
    await this.query(`ALTER TABLE ${table} ADD CONSTRAINT ck_test CHECK (NOT (${refused})) NOT VALID`);
    try {
      await work();
    } finally {
      await this.query(`ALTER TABLE ${table} DROP CONSTRAINT ck_test`);
    }
  }

  /** Waits until `sessions` others stand behind the locks of a transaction. */
  untilWaiting(holder: EntityManager, sessions: number): Promise<void> {
    return untilBehind(holder, sessions, (sql, parameters) => this.query(sql, parameters));
  }

  async slotStates(windowId = this.windowId): Promise<Record<string, string>> {
    const rows = await this.query<{ slot_id: string; state: string }>(
      `SELECT slot_id, state FROM slots WHERE window_id = $1 ORDER BY slot_id`,
      [windowId],
    );
    return Object.fromEntries(rows.map(({ slot_id, state }) => [slot_id, state]));
  }

  async offerOf(who: Applicant): Promise<{ id: string; state: string; reason: string | null; answer_by: Date; draw_uuid: string }> {
    const rows = await this.query(`SELECT * FROM offers WHERE registration_id = $1 ORDER BY offered_at DESC, id LIMIT 1`, [
      who.registrationId,
    ]);
    return rows[0] as never;
  }

  async registrationOf(who: Applicant): Promise<{ state: string; losses: number; sits_out_window_id: string | null }> {
    const rows = await this.query(`SELECT state, losses, sits_out_window_id FROM registrations WHERE id = $1`, [who.registrationId]);
    return rows[0] as never;
  }

  /** Types of the log's entries about slots, in order, with the slots. */
  async logged(): Promise<string[]> {
    const rows = await this.query<{ body: string }>(
      `SELECT body FROM log_entries WHERE type LIKE 'slot.%' AND subject ~ ('^(' || $1 || ')(/|$)') ORDER BY id`,
      [this.paths.join('|')],
    );
    return rows.map(({ body }) => {
      const { type, slots, reason } = JSON.parse(body) as { type: string; slots: string[]; reason?: string };
      return [type, slots.join('+'), reason].filter(Boolean).join(' ');
    });
  }

  async letters(): Promise<string[]> {
    const rows = await this.query<{ kind: string }>(
      `SELECT kind FROM outbox_messages WHERE subject_id IN (
         SELECT offers.id FROM offers JOIN draws ON draws.id = draw_uuid JOIN windows ON windows.id = window_id WHERE path = ANY ($1)) ORDER BY id`,
      [this.paths],
    );
    return rows.map(({ kind }) => kind);
  }

  async request(method: 'GET' | 'POST', url: string, payload?: object, name?: string): Promise<{ status: number; body: Reply }> {
    const headers = name === undefined ? {} : { authorization: `Bearer ${this.get(FreshTokens).tokens()!.get(name)}` };
    const answer = await this.test.app.inject({ method, url: `/api${url}`, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, body: answer.json<Reply>() };
  }
}

export const time = (seconds: number): string => formatTime(seconds);

async function announce(test: TestApp, name: string, opensAt: number): Promise<{ id: string; path: string; serviceId: string }> {
  const planning = test.app.get(PlanningService, { strict: false });
  const { id } = await planning.plan({ service: SERVICE, name, plan: planAt(opensAt) });
  await planning.announce(id);
  const windows = test.app.get(WindowsService, { strict: false });
  return test.app.get(UnitOfWork, { strict: false }).run((em) => windows.getAnnounced(em, id));
}
