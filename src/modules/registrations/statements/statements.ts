import { randomUUID } from 'node:crypto';
import { type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import { timeOf, type Clock } from '../../../platform/clock';
import type { Envelope } from '../../../platform/crypto';
import { DomainError } from '../../../platform/http';
import type { StaffMember } from '../../staff';
import type { StatementRow, StatementWay } from './statement.entity';

/** On one's own page about one thing. Whoever has more to say calls or writes. */
const MOST_OWN = 20;

/** A statement as both people see it who decide. */
export interface StatementView {
  readonly text: string;
  readonly at: string;
  readonly via: StatementWay;
  /** A pseudonym; null on one's own page. */
  readonly takenBy: string | null;
}

/** Who has told a person of something, and until when they can answer. `person` is null where an older version has not kept it. */
export interface Telling {
  readonly by: string;
  readonly person: string | null;
  readonly until: Date;
}

/** What people say to concerns of one kind: added one after the other, read together. */
export abstract class Statements<Row extends StatementRow> {
  /** @param place of the sealed texts, before the id of what they are about */
  constructor(
    private readonly table: new () => Row,
    private readonly place: string,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  /**
   * Sent again, by a second click or after a lost answer, is once.
   * @param aboutId notice or hearing, locked
   * @param taker who writes it down for the person; null on their own page
   * @throws DomainError `request.too-many`
   */
  async add(em: EntityManager, aboutId: string, text: string, via: StatementWay, taker: StaffMember | null): Promise<void> {
    const known = await this.listAbout(em, aboutId);
    const last = known.at(-1);
    if (last?.via === via && last.takenBy === (taker?.name ?? null) && this.view(last).text === text) return;
    if (taker === null && known.filter((each) => each.via === 'page').length >= MOST_OWN)
      throw new DomainError('too-many', 'request.too-many', 'So many answers are there already.');
    const row = {
      ...{ id: randomUUID(), aboutId, text: this.envelope.seal(text, this.placeOf(aboutId)), at: this.clock.now(), via },
      ...{ takenBy: taker?.name ?? null, takenPerson: taker?.person ?? null },
    };
    await em.insert<StatementRow>(this.table, row);
  }

  /** By what they are about, the first one first. */
  async listOf(em: EntityManager, aboutIds: readonly string[]): Promise<Map<string, Row[]>> {
    const where = { aboutId: In([...aboutIds]) } as FindOptionsWhere<StatementRow>;
    const rows = (await em.find<StatementRow>(this.table, { where, order: { at: 'ASC', id: 'ASC' } })) as Row[];
    const found = new Map(aboutIds.map((id): [string, Row[]] => [id, []]));
    for (const row of rows) found.get(row.aboutId)!.push(row);
    return found;
  }

  async listAbout(em: EntityManager, aboutId: string): Promise<Row[]> {
    return (await this.listOf(em, [aboutId])).get(aboutId)!;
  }

  view({ aboutId, text, at, via, takenBy }: Row): StatementView {
    return { text: this.envelope.openText(text, this.placeOf(aboutId)), at: timeOf(at), via, takenBy };
  }

  /**
   * Whether the person has had the word: the time is over, or they have answered before. What somebody has written down for them does not take
   * the rest of their time, when that is the one who holds it against them.
   * @param asker who asks for the act that the person is heard about, where it is asked for
   */
  isHeard({ by, person, until }: Telling, said: readonly StatementRow[], asker?: StaffMember): boolean {
    if (until.getTime() < this.clock.milliseconds()) return true;
    const partial = [{ name: by, person }, ...(asker ? [asker] : [])];
    return said.some(
      ({ via, takenBy, takenPerson }) =>
        via === 'page' || (takenBy !== null && !partial.some((one) => one.name === takenBy || one.person === takenPerson)),
    );
  }

  private placeOf(aboutId: string): string {
    return `${this.place} ${aboutId}`;
  }
}
