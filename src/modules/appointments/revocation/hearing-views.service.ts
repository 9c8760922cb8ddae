import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { timeOf } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import type { StatementView } from '../../registrations';
import { keepOwn, onlyOwn } from '../../staff';
import type { HearingStatementRow } from './hearing-statement.entity';
import { HearingStatements, tellingOf } from './hearing-statements';
import { type DropReason, type HearingOutcome, type HearingReason, RevocationHearingRow } from './revocation-hearing.entity';

/** Worked from the top: there is no second page. */
const MOST_LISTED = 200;

/** A hearing as the holder of the appointment sees it. */
export interface OwnHearing {
  readonly reason: HearingReason;
  readonly answerBy: string;
  /** When the last answer came. */
  readonly answeredAt: string | null;
}

/** A hearing as both people see it who have to do with a revocation. */
export interface HearingView extends OwnHearing {
  readonly id: string;
  /** Id of the offer. */
  readonly appointment: string;
  readonly reports: readonly string[];
  readonly openedBy: string;
  readonly openedAt: string;
  /** What the holder says, the first answer first. */
  readonly statements: readonly StatementView[];
  /** The holder has answered, or had the time to. */
  readonly isHeard: boolean;
  readonly endedAt: string | null;
  readonly outcome: HearingOutcome | null;
  readonly droppedBy: string | null;
  readonly dropReason: DropReason | null;
}

/** Shows hearings: to the holder, and to both people who have to do with a revocation. */
@Injectable()
export class HearingViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly statements: HearingStatements,
  ) {}

  /** The open hearing as the holder sees it. */
  async findOwn(em: EntityManager, offerId: string): Promise<OwnHearing | null> {
    const row = await em.findOneBy(RevocationHearingRow, { offerId, endedAt: IsNull() });
    return row && ownOf(row, await this.statements.listAbout(em, row.id));
  }

  /** All hearings about one appointment, the newest first. */
  async listOf(offerId: string): Promise<HearingView[]> {
    return this.unitOfWork.run((em) => this.listAbout(em, offerId));
  }

  /** {@link listOf}, in the caller's transaction. */
  async listAbout(em: EntityManager, offerId: string): Promise<HearingView[]> {
    return this.showAll(em, await em.find(RevocationHearingRow, { where: { offerId }, order: { openedAt: 'DESC', id: 'ASC' } }));
  }

  /** Of the member's offices: open ones, the nearest end first, then the last that ended. */
  async list(): Promise<HearingView[]> {
    return this.unitOfWork.run(async (em) => {
      const all = em.createQueryBuilder(RevocationHearingRow, 'hearing').orderBy('hearing.endedAt', 'DESC', 'NULLS FIRST');
      const own = onlyOwn(all.addOrderBy('hearing.answerBy').addOrderBy('hearing.id'), 'appointment', 'hearing.offerId');
      return this.showAll(em, await own.limit(MOST_LISTED).getMany());
    });
  }

  /** Which of these reports some hearing of the member's offices is about. */
  async reportsInHearings(reports: readonly string[]): Promise<ReadonlyMap<string, HearingView>> {
    const views = await this.unitOfWork.run(async (em) => {
      const query = em.createQueryBuilder(RevocationHearingRow, 'hearing').where('hearing.report_ids && :reports::uuid[]', { reports });
      const all = await query.orderBy('hearing.opened_at').getMany();
      return this.showAll(em, await keepOwn(em, 'appointment', all, ({ offerId }) => offerId));
    });
    return new Map(views.flatMap((view) => view.reports.map((id) => [id, view] as const)));
  }

  async show(em: EntityManager, row: RevocationHearingRow): Promise<HearingView> {
    const [view] = await this.showAll(em, [row]);
    return view!;
  }

  private async showAll(em: EntityManager, rows: readonly RevocationHearingRow[]): Promise<HearingView[]> {
    const said = await this.statements.listOf(
      em,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => this.view(row, said.get(row.id)!));
  }

  private view(row: RevocationHearingRow, said: readonly HearingStatementRow[]): HearingView {
    const { id, openedBy, outcome, droppedBy, dropReason } = row;
    return {
      ...ownOf(row, said),
      ...{ id, appointment: row.offerId, reports: row.reportIds, openedBy, outcome, droppedBy, dropReason },
      openedAt: timeOf(row.openedAt),
      statements: said.map((each) => this.statements.view(each)),
      isHeard: this.statements.isHeard(tellingOf(row), said),
      endedAt: row.endedAt && timeOf(row.endedAt),
    };
  }
}

function ownOf({ reason, answerBy }: RevocationHearingRow, said: readonly HearingStatementRow[]): OwnHearing {
  const last = said.at(-1);
  return { reason, answerBy: timeOf(answerBy), answeredAt: last === undefined ? null : timeOf(last.at) };
}
