import {
  DEFAULT_TRUST,
  deriveTicketId,
  type Entry,
  parseEntries,
  parseReceipt,
  parseResult,
  type Report,
  type ResultLine,
  utf8FromString,
  verifyRecord,
} from '../../src/core';
import { LOG_IDENTITY, type LogIdentity } from '../../src/modules/audit-log';
import { FreshTokens } from '../../src/modules/staff';
import { UnitOfWork } from '../../src/platform/database';
import type { Person } from './draw-world-people';
import type { TestApp } from './test-app';
import { untilBehind } from './waiting-sessions';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the interface said. `body`: the JSON, empty for anything else. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly raw: Buffer;
  readonly headers: Record<string, unknown>;
}

interface DrawState {
  readonly state: string;
  readonly frozenAt: Date | null;
  readonly endedReason: string | null;
  readonly publishedAt: Date | null;
}

/** What tests look at in a running application with a window in it. */
export class WorldView {
  windowId = '';

  /** @param path the window's */
  constructor(
    readonly test: TestApp,
    private readonly path: string,
  ) {}

  get<T>(type: abstract new (...parameters: never[]) => T): T {
    return this.test.app.get<T>(type, { strict: false });
  }

  query: TestApp['database']['query'] = (sql, parameters) => this.test.database.query(sql, parameters);

  transaction: UnitOfWork['run'] = (work, isolation) => this.get(UnitOfWork).run(work, isolation);

  stop = (): Promise<void> => this.test.stop();

  async drawOf(number: number): Promise<DrawState & { id: string }> {
    const rows = await this.query<DrawState & { id: string }>(
      `SELECT id, state, frozen_at AS "frozenAt", ended_reason AS "endedReason", published_at AS "publishedAt" FROM draws WHERE draw_id = $1`,
      [`${this.path}/${number}`],
    );
    if (!rows[0]) throw new Error(`draw ${number} is not scheduled`);
    return rows[0];
  }

  /** The files of a draw's record as they are stored. */
  async files(number: number): Promise<Map<string, Uint8Array>> {
    const rows = await this.query<{ name: string; content: Buffer }>(
      `SELECT name, content FROM draw_files JOIN draws ON draws.id = draw_uuid WHERE draw_id = $1 ORDER BY name COLLATE "C"`,
      [`${this.path}/${number}`],
    );
    return new Map(rows.map(({ name, content }) => [name, new Uint8Array(content)]));
  }

  async text(number: number, name: string): Promise<string> {
    const file = (await this.files(number)).get(name);
    if (!file) throw new Error(`draw ${number} has no ${name}`);
    return Buffer.from(file).toString('utf8');
  }

  /** A person's line in entries.txt, found as they would find it; undefined if they have none. */
  async entryOf(person: Person, number = 0): Promise<Entry | undefined> {
    const entries = parseEntries((await this.files(number)).get('entries.txt')!);
    return entries.find(({ ticketId }) => ticketId === deriveTicketId(`${this.path}/${number}`, person.receiptSecret));
  }

  /** A person's line in result.txt. */
  async resultOf(person: Person, number = 0): Promise<ResultLine | undefined> {
    const lines = parseResult((await this.files(number)).get('result.txt')!);
    return lines.find(({ ticketId }) => ticketId === deriveTicketId(`${this.path}/${number}`, person.receiptSecret));
  }

  /** What a verifier says who trusts this service's log, but nobody as its witness. */
  async verify(number: number, somebody?: Person): Promise<Report> {
    const log = this.test.app.get<LogIdentity>(LOG_IDENTITY, { strict: false });
    const trust = { ...DEFAULT_TRUST, logs: [log.verifierKey] };
    return verifyRecord(await this.files(number), trust, somebody ? parseReceipt(utf8FromString(somebody.receipt)) : null);
  }

  /** Entries of the log of some types, as they stand there, oldest first. */
  async logged(like: string): Promise<Record<string, unknown>[]> {
    const rows = await this.query<{ body: string }>('SELECT body FROM log_entries WHERE type LIKE $1 ORDER BY id', [like]);
    return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }

  async slotStates(windowId = this.windowId): Promise<Record<string, string>> {
    const rows = await this.query<{ slot_id: string; state: string }>(
      'SELECT slot_id, state FROM slots WHERE window_id = $1 ORDER BY slot_id',
      [windowId],
    );
    return Object.fromEntries(rows.map(({ slot_id, state }) => [slot_id, state]));
  }

  /** Waits until so many sessions stand behind the locks of one: for a test that holds them, to know that all are there. */
  waitForWaiting(holder: Parameters<typeof untilBehind>[0], count: number): Promise<void> {
    return untilBehind(holder, count, (sql, parameters) => this.query(sql, parameters));
  }

  /** A request to the interface. @param staff name of the member of staff whose token goes with it */
  async request<T = Record<string, unknown>>(method: Method, url: string, payload?: object, staff?: string): Promise<Answer<T>> {
    const headers = staff === undefined ? {} : { authorization: `Bearer ${this.get(FreshTokens).tokens()!.get(staff)}` };
    const answer = await this.test.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, body: (isJson ? answer.json() : {}) as T, raw: answer.rawPayload, headers: answer.headers };
  }
}
