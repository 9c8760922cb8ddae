import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { addToOutbox } from '../../../platform/outbox';
import { type ApprovalEffect, type ApprovalRequest, Approvals, type ApprovalView, type CarriedOut } from '../../approvals';
import { AuditLogService } from '../../audit-log';
import { HardshipService } from '../../hardship';
import { GrantAdmission } from '../../registrations';
import { type SlotRow, SlotsService } from '../../slots';
import { keepOwn, type StaffMember } from '../../staff';
import { type AnnouncedWindow, WindowsService } from '../../windows';
import type { OfferRow } from '../offer.entities';
import { OfferSteps } from '../offer-steps.service';
import { OffersRepository } from '../offers.repository';
import { GrantError } from './grants.errors';
import { mayBeGiven, runFrom } from './slot-runs';

/** A grant that can be made now, everything it touches locked. */
interface Possible {
  readonly window: AnnouncedWindow;
  /** Of the registration, and live ones of its case. */
  readonly offers: readonly OfferRow[];
  readonly run: readonly SlotRow[];
}

/**
 * Slots that are given outside any draw: by two people, with a reason from a closed list, to a registration that stands. The appointment is
 * bound to that registration's name like any other, counted in public, and logged with the grant (docs/spec: log).
 *
 * A slot that a draw has frozen is the draw's, and so is a registration that takes part in one.
 *
 * Locks go from the window's frame to the offers of the case, the free slots and the registration: where a freeze, an answer or a closing-out
 * takes two of them, it takes them in this order.
 */
@Injectable()
export class SlotGrants implements ApprovalEffect, OnModuleInit {
  constructor(
    private readonly approvals: Approvals,
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: GrantAdmission,
    private readonly hardship: HardshipService,
    private readonly windows: WindowsService,
    private readonly slots: SlotsService,
    private readonly offers: OffersRepository,
    private readonly steps: OfferSteps,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.approvals.register('slot.grant', this);
  }

  /**
   * Asks for a slot, and for as many after it as the registration needs.
   * @param place window path and id of the first slot
   * @throws GrantError; DomainError `window.unknown`; ApprovalError
   */
  async ask(member: StaffMember, registrationId: string, reason: string, place: { window: string; slot: string }): Promise<ApprovalView> {
    await this.assertOwnOffice(place);
    const details = { path: place.window, slot: place.slot };
    return this.approvals.request(member, { kind: 'slot.grant', subject: registrationId, reason, details });
  }

  async assertPossible(em: EntityManager, request: ApprovalRequest): Promise<void> {
    await this.lockPossible(em, request);
  }

  /** Appointment, slots, registration, log entry and letter commit with the second person's decision. */
  async carryOut(em: EntityManager, request: CarriedOut, officers: [string, string]): Promise<void> {
    const { window, run, offers } = await this.lockPossible(em, request);
    const id = randomUUID();
    const now = this.clock.now();
    const slotUuids = run.map((slot) => slot.id);
    for (const older of offers) {
      const hasBegun = (await this.offers.getSlots(em, older.id)).some((slot) => slot.startsAt <= now);
      // One case holds one appointment. One that has begun is past releasing: it is attended or missed like any other.
      if (older.state === 'accepted' && !hasBegun) await this.steps.take(em, older, 'superseded');
    }
    await this.offers.insertGranted(em, { id, registrationId: request.subject, slotUuids, now });
    await this.slots.setState(em, slotUuids, ['free'], 'accepted');
    await this.registrations.markGranted(em, request.subject);
    const slots = run.map(({ slotId }) => slotId);
    await this.log.append(em, { type: 'slot.granted', window: window.path, slots, reason: request.reason, officers });
    await addToOutbox(em, [{ kind: 'appointment.accepted', registrationId: request.subject, subjectId: id }]);
  }

  /** Slots of the member's offices that could be the first of such an appointment now, earliest first. @param window path */
  async listPossible(registrationId: string, window: AnnouncedWindow, size: number): Promise<SlotRow[]> {
    return this.unitOfWork.run(async (em) => {
      const hasHardship = await this.hardship.isGranted(em, registrationId);
      const now = this.clock.now();
      const free = (await this.slots.list(em, window.id)).filter(({ state, startsAt }) => state === 'free' && startsAt > now);
      const possible = free.filter((slot) => runFrom(free, slot, size)?.every(({ label }) => mayBeGiven(label, hasHardship)));
      return keepOwn(em, 'slot', possible, ({ id }) => id);
    });
  }

  /** Where and when it is. Null for a slot that does not exist. @param place as in {@link ask} */
  async findSlot(place: { window: string; slot: string }): Promise<SlotRow | null> {
    return this.unitOfWork.run(async (em) => {
      const { id } = await this.windows.getByPath(em, place.window);
      return (await this.slots.list(em, id)).find(({ slotId }) => slotId === place.slot) ?? null;
    });
  }

  private async lockPossible(em: EntityManager, { subject, details }: ApprovalRequest): Promise<Possible> {
    const window = await this.windows.getByPath(em, String(details.path));
    if (window.closedOutAt !== null) throw new GrantError('grant.unknown-slot', { field: 'slot' });
    await this.windows.lockFrame(em, window.id);
    const offers = await this.offers.lockOfCase(em, subject);
    const free = await this.slots.lockFree(em, window.id, this.clock.seconds());
    const grantable = await this.registrations.lock(em, subject);
    if (grantable === 'unknown') throw new GrantError('grant.unknown-registration');
    if (grantable === 'not-standing' || grantable === 'in-draw') throw new GrantError(`grant.${grantable}`);
    if (grantable.serviceId !== window.serviceId) throw new GrantError('grant.unknown-slot', { field: 'slot' });
    const first = free.find(({ slotId }) => slotId === details.slot);
    const run = first && runFrom(free, first, grantable.size);
    if (!run) throw new GrantError('grant.slot-taken', { field: 'slot' });
    const hasHardship = await this.hardship.isGranted(em, subject);
    if (!run.every(({ label }) => mayBeGiven(label, hasHardship))) throw new GrantError('grant.label', { field: 'slot' });
    return { window, run, offers };
  }

  /** A service can be given in several offices: each gives away its own slots only. @throws GrantError `grant.unknown-slot` */
  private async assertOwnOffice(place: { window: string; slot: string }): Promise<void> {
    const slot = await this.findSlot(place);
    const own = slot === null ? [] : await this.unitOfWork.run((em) => keepOwn(em, 'slot', [slot], ({ id }) => id));
    if (slot !== null && own.length === 0) throw new GrantError('grant.unknown-slot', { field: 'slot' });
  }
}
