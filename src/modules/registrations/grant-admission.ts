import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryGate } from './entry-gate';
import { RegistrationsRepository } from './registrations.repository';

/** A registration that can be given a slot by hand now, locked. */
interface Grantable {
  readonly serviceId: string;
  readonly size: number;
}

/** Takes a registration out of the draws for a slot that two people give it. Joins the caller's transaction. */
@Injectable()
export class GrantAdmission {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly gate: EntryGate,
  ) {}

  /**
   * Locks a registration that stands, after any freeze of its service that is under way.
   * @returns `unknown` (or erased), `not-standing`, or `in-draw`: it is an entry of a draw that is not over, and may be served there
   */
  async lock(em: EntityManager, registrationId: string): Promise<Grantable | 'unknown' | 'not-standing' | 'in-draw'> {
    const found = await this.repository.find(em, registrationId);
    if (found === null || found.sealed === null) return 'unknown';
    await this.gate.enter(em, found.serviceId);
    const row = (await this.repository.lock(em, registrationId))!;
    if (row.state !== 'standing') return 'not-standing';
    if (await this.repository.isInPendingDraw(em, registrationId)) return 'in-draw';
    return { serviceId: row.serviceId, size: row.size };
  }

  /** It has an appointment, as if a draw had served it: lost draws count anew. */
  async markGranted(em: EntityManager, registrationId: string): Promise<void> {
    await this.repository.change(em, registrationId, { state: 'served', losses: 0 });
  }
}
