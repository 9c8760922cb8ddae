import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, LessThanOrEqual, MoreThan, type SelectQueryBuilder } from 'typeorm';
import { Clock, timeOf } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { mayDo, onlyOwn, type StaffMember } from '../staff';
import { type ApprovalDecision, ApprovalRow } from './approval.entity';
import { type ApprovalKind, kindOf } from './approval-kinds';
import { ApprovalError } from './approvals.errors';

/** A request that waits can be decided between two looks at it; a second time in a row hardly. */
const MOST_TRIES = 3;
/** Decisions that a list looks back at. */
const MOST_DECIDED = 500;

/** What happens when a second person agrees. Made by the module whose thing it is; registered at start. */
export interface ApprovalEffect {
  /** @throws DomainError when it could not be done now; asked when it is requested, and again when it is approved */
  assertPossible(em: EntityManager, request: ApprovalRequest): Promise<void>;
  /**
   * Does it, and logs it, inside the transaction that stores the decision: both or neither.
   * @param officers pseudonyms of both people, the asking one first
   * @param persons the human beings behind them (`StaffMember.person`), in the same order
   */
  carryOut(em: EntityManager, request: CarriedOut, officers: [string, string], persons: [string, string]): Promise<void>;
}

export interface ApprovalRequest {
  readonly kind: ApprovalKind;
  readonly subject: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A request at the moment when a second person has agreed. */
export interface CarriedOut extends ApprovalRequest {
  readonly id: string;
  readonly requestedAt: Date;
}

/** A request as both people and auditors see it. */
export interface ApprovalView extends ApprovalRequest {
  readonly id: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly decision: ApprovalDecision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/**
 * Acts that take two people: one asks with a reason, another decides before it expires. Decision, effect and log entry commit together.
 * Two people are two human beings: the comparison is of persons, not of accounts, here and once more in the database.
 */
@Injectable()
export class Approvals {
  private readonly effects = new Map<ApprovalKind, ApprovalEffect>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Called once for each kind, at start. */
  register(kind: ApprovalKind, effect: ApprovalEffect): void {
    if (this.effects.has(kind)) throw new Error(`${kind} has an effect already`);
    this.effects.set(kind, effect);
  }

  /**
   * Asks for something. The same person asking for the same again gets the same request.
   * @param keep stores, in the same transaction, what belongs to the request and may not stand in it: a name
   * @throws ApprovalError `approval.waits-already`, `approval.unknown-reason`; whatever the effect says is in the way
   */
  async request(
    member: StaffMember,
    request: ApprovalRequest,
    keep?: (em: EntityManager, id: string) => Promise<void>,
  ): Promise<ApprovalView> {
    const { lifetime, reasons } = kindOf(request.kind);
    if (!reasons.includes(request.reason)) throw new ApprovalError('approval.unknown-reason', { field: 'reason' });
    return this.unitOfWork.run(async (em) => {
      await this.expire(em);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const waiting = await this.findOrAdd(em, member, request, lifetime, keep);
        if (waiting === null) continue;
        if (waiting.requestedPerson !== member.person || !asksTheSame(waiting, request)) throw new ApprovalError('approval.waits-already');
        return view(waiting);
      }
      throw new ApprovalError('approval.decided-already');
    });
  }

  /**
   * Decides what another person has asked for. The same decision of the same person again changes nothing.
   * @throws ApprovalError `approval.unknown`, `approval.not-yours`, `approval.same-person`, `approval.expired`, `approval.decided-already`;
   *   whatever the effect says is in the way by now
   */
  async decide(member: StaffMember, id: string, decision: 'approved' | 'refused'): Promise<ApprovalView> {
    // Expiring commits by itself: a refusal because of it must not undo it.
    await this.unitOfWork.run((em) => this.expire(em));
    return this.unitOfWork.run(async (em) => {
      const row = await em.findOne(ApprovalRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) throw new ApprovalError('approval.unknown');
      if (!mayDo(member.roles, kindOf(row.kind).decide)) throw new ApprovalError('approval.not-yours');
      if (row.requestedPerson === member.person || row.requestedBy === member.name) throw new ApprovalError('approval.same-person');
      if (row.decision === 'expired') throw new ApprovalError('approval.expired');
      if (row.decision !== null) {
        if (row.decision !== decision || row.decidedPerson !== member.person) throw new ApprovalError('approval.decided-already');
        return view(row);
      }
      if (decision === 'approved') {
        await this.effectOf(row.kind).assertPossible(em, row);
        await this.effectOf(row.kind).carryOut(em, row, [row.requestedBy, member.name], [row.requestedPerson, member.person]);
      }
      const decided = { decision, decidedBy: member.name, decidedPerson: member.person, decidedAt: this.clock.now() };
      await em.update(ApprovalRow, { id }, decided);
      return view({ ...row, ...decided });
    });
  }

  /** @throws ApprovalError `approval.unknown` */
  async get(id: string): Promise<ApprovalView> {
    const row = await this.unitOfWork.run((em) => em.findOneBy(ApprovalRow, { id }));
    if (row === null) throw new ApprovalError('approval.unknown');
    return view(
      row.decision === null && row.expiresAt <= this.clock.now() ? { ...row, decision: 'expired', decidedAt: row.expiresAt } : row,
    );
  }

  /** The request for this that still waits for a second person, if any. */
  async findWaiting(kind: ApprovalKind, subject: string): Promise<ApprovalView | null> {
    const where = { kind, subject, decision: IsNull(), expiresAt: MoreThan(this.clock.now()) };
    const row = await this.unitOfWork.run((em) => em.findOneBy(ApprovalRow, where));
    return row && view(row);
  }

  /**
   * Of the member's offices: all that waits for a second person, the oldest first; and, for those who look back, what was decided last.
   * @param kind only of this kind
   */
  async list(kind?: ApprovalKind): Promise<ApprovalView[]> {
    return this.unitOfWork.run(async (em) => {
      const listed = (): SelectQueryBuilder<ApprovalRow> => {
        const all = em.createQueryBuilder(ApprovalRow, 'approval').where(kind === undefined ? 'true' : { kind });
        return onlyOwn(all, 'approval', 'approval.id');
      };
      // No limit: a request that nobody sees expires.
      const waiting = listed().andWhere('approval.decision IS NULL AND approval.expiresAt > :now', { now: this.clock.now() });
      const decided = listed().andWhere('approval.decision IS NOT NULL').limit(MOST_DECIDED);
      return [
        ...(await waiting.orderBy('approval.requestedAt').addOrderBy('approval.id').getMany()),
        ...(await decided.orderBy('approval.decidedAt', 'DESC').addOrderBy('approval.id').getMany()),
      ].map(view);
    });
  }

  /** @returns what waits now: somebody's, or a new one; null when what waited was decided while this looked */
  private async findOrAdd(
    em: EntityManager,
    member: StaffMember,
    request: ApprovalRequest,
    lifetime: number,
    keep?: (em: EntityManager, id: string) => Promise<void>,
  ): Promise<ApprovalRow | null> {
    await this.effectOf(request.kind).assertPossible(em, request);
    const now = this.clock.now();
    const row = {
      ...request,
      details: request.details as Record<string, never>,
      id: randomUUID(),
      requestedBy: member.name,
      requestedPerson: member.person,
      requestedAt: now,
      expiresAt: new Date(now.getTime() + lifetime * 1000),
    };
    // Of two at once one is first; the other waits here for its commit and then reads what stands.
    await em.createQueryBuilder().insert().into(ApprovalRow).values(row).orIgnore().execute();
    const waiting = await em.findOneBy(ApprovalRow, { kind: request.kind, subject: request.subject, decision: IsNull() });
    if (waiting?.id === row.id) await keep?.(em, row.id);
    return waiting;
  }

  private async expire(em: EntityManager): Promise<void> {
    const now = this.clock.now();
    await em.update(ApprovalRow, { decision: IsNull(), expiresAt: LessThanOrEqual(now) }, { decision: 'expired', decidedAt: now });
  }

  private effectOf(kind: ApprovalKind): ApprovalEffect {
    const effect = this.effects.get(kind);
    if (!effect) throw new Error(`nobody carries out ${kind}`);
    return effect;
  }
}

function asksTheSame(waiting: ApprovalRequest, request: ApprovalRequest): boolean {
  return waiting.reason === request.reason && isDeepStrictEqual(waiting.details, request.details);
}

function view(row: ApprovalRow): ApprovalView {
  const { id, kind, subject, reason, details, requestedBy, decision, decidedBy } = row;
  return {
    id,
    kind,
    subject,
    reason,
    details,
    requestedBy,
    requestedAt: timeOf(row.requestedAt),
    expiresAt: timeOf(row.expiresAt),
    decision,
    decidedBy,
    decidedAt: row.decidedAt && timeOf(row.decidedAt),
  };
}
