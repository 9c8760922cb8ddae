import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatCivilDate, parseCivilDate } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { CaseRegister } from '../identity';
import { officeDate, type ServiceRow, WindowsService } from '../windows';
import { verifiedDate } from './critical-dates';
import type { RegistrationRow } from './registration.entity';
import { RegistrationVault } from './registration-vault';
import { RegistrationsRepository } from './registrations.repository';
import { keepOwn } from '../staff';
import { openForStaff, type StaffView } from './staff-view';

/** Days ahead that staff are alerted for. */
const DAYS_AHEAD = 7;
const OPENED_AT_A_TIME = 500;

/** Somebody whose status runs out soon, or has. */
export interface NearCritical extends StaffView {
  readonly criticalDate: string;
  /** Whether the register or a document says so; otherwise it is the person's own word, which is enough for an alert. */
  readonly verified: boolean;
}

/**
 * Whom staff have to call: a critical date within seven days (or past) and no application on record. Nobody's status may
 * depend on luck, so this list knows neither draws nor chances, and a person's own claim is enough to be on it.
 */
@Injectable()
export class NearCriticalService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: RegistrationsRepository,
    private readonly register: CaseRegister,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
    private readonly clock: Clock,
  ) {}

  /** The most urgent first. */
  async list(): Promise<NearCritical[]> {
    const limit = formatCivilDate(parseCivilDate(officeDate(this.clock.seconds())) + DAYS_AHEAD);
    return this.unitOfWork.run(async (em) => {
      const near: NearCritical[] = [];
      const services: ServiceRow[] = [];
      for (const id of await this.repository.listServicesInUse(em)) services.push(await this.windows.getServiceById(em, id));
      for (const service of await keepOwn(em, 'service', services, ({ authority, slug }) => `${authority}/${slug}`)) {
        near.push(...(await this.listOfService(em, service, limit)));
      }
      return near.sort((a, b) => (a.criticalDate < b.criticalDate ? -1 : 1));
    });
  }

  private async listOfService(em: EntityManager, service: ServiceRow, limit: string): Promise<NearCritical[]> {
    const rows = await this.repository.listWithoutApplication(em, service.id);
    const facts = await this.register.factsOf(
      em,
      service.authority,
      rows.map((row) => row.caseKey),
    );
    const near: NearCritical[] = [];
    for (const [place, row] of rows.entries()) {
      if (place % OPENED_AT_A_TIME === 0) await breathe();
      const known = facts.get(row.caseKey.toString('hex'));
      if (known?.applicationRecorded) continue;
      const verified = verifiedDate(row, known)?.date ?? null;
      const alert = this.alertOf(row, service, verified, limit);
      if (alert !== null) near.push(alert);
    }
    return near;
  }

  private alertOf(row: RegistrationRow, service: ServiceRow, verified: string | null, limit: string): NearCritical | null {
    if (verified !== null && verified > limit) return null;
    const view = openForStaff(row, service, this.vault);
    const criticalDate = verified ?? view.claims.criticalDate;
    return criticalDate === null || criticalDate > limit ? null : { ...view, criticalDate, verified: verified !== null };
  }
}
