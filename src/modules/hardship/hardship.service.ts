import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { formatTime } from '../../core';
import { Clock, unixSeconds } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { type RegistrationState, StandingRegistrations } from '../registrations';
import type { StaffMember } from '../staff';
import { HardshipGrantRow } from './hardship-grant.entity';
import { HardshipError } from './hardship.errors';

/** Before a draw has served them, and while they can still take part in one. */
const OPEN: readonly RegistrationState[] = ['unconfirmed', 'in_review', 'standing'];

/** A grant as officers, approvers and auditors see it: no name, no story. */
export interface HardshipGrantView {
  readonly registration: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

/**
 * Hardship: a person decides, with a reason, and a second person approves (docs/spec: policy). Its share is capped by the slots
 * labelled for it, whatever is granted here.
 *
 * A grant counts from the next freeze on that finds it approved; a draw that has been frozen keeps the facts it froze.
 */
@Injectable()
export class HardshipService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: StandingRegistrations,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for hardship. The same officer asking again for the same reason changes nothing.
   * @throws HardshipError `hardship.unknown-registration`, `hardship.too-late`, `hardship.requested-already`
   */
  async request(officer: StaffMember, registrationId: string, reason: string): Promise<HardshipGrantView> {
    return this.unitOfWork.run(async (em) => {
      await this.assertOpen(em, registrationId);
      const grant = { registrationId, reason, requestedBy: officer.name, requestedAt: this.clock.now() };
      // Of two at once one is first; the other waits here for its commit and then reads what stands.
      await em.createQueryBuilder().insert().into(HardshipGrantRow).values(grant).orIgnore().execute();
      const known = await em.findOneByOrFail(HardshipGrantRow, { registrationId });
      if (known.reason !== reason || known.requestedBy !== officer.name) throw new HardshipError('hardship.requested-already');
      return this.get(em, registrationId);
    });
  }

  /**
   * Approves what another person has asked for. Approved already: nothing changes, and the first approver stays.
   * @throws HardshipError `hardship.unknown`, `hardship.same-person`, `hardship.too-late`
   */
  async approve(approver: StaffMember, registrationId: string): Promise<HardshipGrantView> {
    return this.unitOfWork.run(async (em) => {
      const grant = await em.findOne(HardshipGrantRow, { where: { registrationId }, lock: { mode: 'pessimistic_write' } });
      if (grant === null) throw new HardshipError('hardship.unknown');
      if (grant.requestedBy === approver.name) throw new HardshipError('hardship.same-person');
      if (grant.approvedBy === null) {
        await this.assertOpen(em, registrationId);
        await em.update(HardshipGrantRow, { registrationId }, { approvedBy: approver.name, approvedAt: this.clock.now() });
      }
      return this.get(em, registrationId);
    });
  }

  /** Those that wait for a second person, the oldest first. */
  async listWaiting(): Promise<HardshipGrantView[]> {
    const rows = await this.unitOfWork.run((em) =>
      em.find(HardshipGrantRow, { where: { approvedBy: IsNull() }, order: { requestedAt: 'ASC', registrationId: 'ASC' } }),
    );
    return rows.map(view);
  }

  private async assertOpen(em: EntityManager, registrationId: string): Promise<void> {
    const state = (await this.registrations.statesOf(em, [registrationId])).get(registrationId);
    if (state === undefined) throw new HardshipError('hardship.unknown-registration');
    if (!OPEN.includes(state)) throw new HardshipError('hardship.too-late');
  }

  private async get(em: EntityManager, registrationId: string): Promise<HardshipGrantView> {
    return view(await em.findOneByOrFail(HardshipGrantRow, { registrationId }));
  }
}

function view(row: HardshipGrantRow): HardshipGrantView {
  const time = (instant: Date): string => formatTime(unixSeconds(instant));
  const { registrationId: registration, reason, requestedBy, approvedBy } = row;
  return {
    registration,
    reason,
    requestedBy,
    requestedAt: time(row.requestedAt),
    approvedBy,
    approvedAt: row.approvedAt && time(row.approvedAt),
  };
}
