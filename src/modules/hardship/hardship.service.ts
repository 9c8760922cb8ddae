import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deriveHardshipCommitment } from '../../core';
import { Clock } from '../../platform/clock';
import { type ApprovalEffect, type ApprovalRequest, Approvals, type ApprovalView, type CarriedOut } from '../approvals';
import { AuditLogService } from '../audit-log';
import { type HardshipReason, RegistrationRow, type RegistrationState, StandingRegistrations } from '../registrations';
import type { StaffMember } from '../staff';
import { WindowsService } from '../windows';
import { HardshipGrantRow } from './hardship-grant.entity';
import type { HardshipProof } from './hardship.dto';
import { HardshipError } from './hardship.errors';

/** Before a draw has served them, and while they can still take part in one. */
const OPEN: readonly RegistrationState[] = ['unconfirmed', 'in_review', 'standing'];

/**
 * Hardship: a person decides, with a reason, and a second person approves (docs/spec: policy). Its share is capped by the slots
 * labelled for it, whatever is granted here.
 *
 * A grant counts from the next freeze on that finds it approved; a draw that has been frozen keeps the facts it froze. The log tells that there
 * was one by a commitment that an auditor can open, and names neither person, ticket nor reason (docs/spec: log).
 */
@Injectable()
export class HardshipService implements ApprovalEffect, OnModuleInit {
  constructor(
    private readonly approvals: Approvals,
    private readonly registrations: StandingRegistrations,
    private readonly windows: WindowsService,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.approvals.register('hardship.grant', this);
  }

  /**
   * Asks for hardship. The same officer asking again for the same changes nothing.
   * @throws HardshipError `hardship.unknown-registration`, `hardship.too-late`, `hardship.granted-already`; ApprovalError
   */
  async request(officer: StaffMember, registrationId: string, reason: HardshipReason, proof: HardshipProof): Promise<ApprovalView> {
    return this.approvals.request(officer, { kind: 'hardship.grant', subject: registrationId, reason, details: { proof } });
  }

  /** Those that wait for a second person, the oldest first. */
  async listWaiting(): Promise<ApprovalView[]> {
    return (await this.approvals.list('hardship.grant')).filter(({ decision }) => decision === null);
  }

  /** Whether two people have granted it. */
  async isGranted(em: EntityManager, registrationId: string): Promise<boolean> {
    return em.existsBy(HardshipGrantRow, { registrationId });
  }

  async assertPossible(em: EntityManager, { subject }: ApprovalRequest): Promise<void> {
    const state = (await this.registrations.statesOf(em, [subject])).get(subject);
    if (state === undefined) throw new HardshipError('hardship.unknown-registration');
    if (!OPEN.includes(state)) throw new HardshipError('hardship.too-late');
    if (await em.existsBy(HardshipGrantRow, { registrationId: subject })) throw new HardshipError('hardship.granted-already');
  }

  /** The grant and its log entry commit with the second person's decision. */
  async carryOut(em: EntityManager, request: CarriedOut, officers: [string, string], persons: [string, string]): Promise<void> {
    await em.insert(HardshipGrantRow, {
      registrationId: request.subject,
      reason: request.reason,
      proof: String(request.details.proof),
      requestedBy: officers[0],
      requestedPerson: persons[0],
      requestedAt: request.requestedAt,
      approvedBy: officers[1],
      approvedPerson: persons[1],
      approvedAt: this.clock.now(),
    });
    const { serviceId } = await em.findOneByOrFail(RegistrationRow, { id: request.subject });
    const { authority, slug } = await this.windows.getServiceById(em, serviceId);
    const { receiptSecret, identity } = await this.registrations.openIdentity(em, request.subject);
    const service = `${authority}/${slug}`;
    const commitment = deriveHardshipCommitment(service, receiptSecret, identity, request.reason);
    await this.log.append(em, { type: 'hardship.granted', service, commitment, officers });
  }
}
