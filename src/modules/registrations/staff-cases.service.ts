import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { keepOwn } from '../staff';
import { CatalogueService } from '../windows';
import { OVER, RegistrationRow, type RegistrationState } from './registration.entity';
import { RegistrationsOfCase } from './registrations-of-case';
import { type HardshipReason, namesOf, RegistrationVault, splitIdentity } from './registration-vault';

const OPENED_AT_A_TIME = 500;
/** Worked from the top: there is no second page. */
const MOST_LISTED = 100;

/** A registration as far as staff need it to match a paper with it. Knows no draw and no ticket. */
export interface StaffCase {
  readonly registration: string;
  readonly serviceId: string;
  readonly serviceTitle: string;
  readonly state: RegistrationState;
  readonly receivedAt: Date;
  readonly surname: string;
  readonly givenNames: string;
  /** Whether the name is one that two people have corrected. */
  readonly isCorrected: boolean;
  readonly birthDate: string;
  readonly caseNumber: string;
  /** Slots that an appointment takes. */
  readonly size: number;
  /** What the person says; weighs nothing until two people have granted it. */
  readonly hardshipReason: HardshipReason | null;
}

/** Finds registrations for staff who have somebody's paper in front of them. */
@Injectable()
export class StaffCases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ofCase: RegistrationsOfCase,
    private readonly catalogue: CatalogueService,
    private readonly vault: RegistrationVault,
  ) {}

  /** Registrations of a case that are not over, those with an appointment or in the draws before others, then the newest. Nothing for what can't be a case number. */
  async findByCaseNumber(caseNumber: string): Promise<StaffCase[]> {
    return this.unitOfWork.run(async (em) => {
      const rows = await this.ofCase.find(em, { caseNumber });
      return this.openAll(em, rows.filter(({ state }) => !OVER.includes(state)).slice(0, MOST_LISTED));
    });
  }

  /** Null for a registration that is unknown or has been erased. */
  async find(id: string): Promise<StaffCase | null> {
    return this.unitOfWork.run((em) => this.open(em, id));
  }

  /** {@link find}, in the caller's transaction. */
  async open(em: EntityManager, id: string): Promise<StaffCase | null> {
    const row = await em.findOneBy(RegistrationRow, { id });
    return row === null ? null : ((await this.openAll(em, [row]))[0] ?? null);
  }

  /**
   * Those who have asked for hardship themselves and can still take part in a draw, the oldest first.
   * @param except registrations that are settled
   */
  async listAskingForHardship(except: ReadonlySet<string>): Promise<StaffCase[]> {
    return this.unitOfWork.run(async (em) => {
      const rows = await em.find(RegistrationRow, {
        where: { state: In<RegistrationState>(['in_review', 'standing']) },
        order: { receivedAt: 'ASC', id: 'ASC' },
      });
      const asking: RegistrationRow[] = [];
      for (const [place, row] of (await keepOwn(em, 'registration', rows, ({ id }) => id)).entries()) {
        if (place % OPENED_AT_A_TIME === 0) await breathe();
        if (asking.length === MOST_LISTED || row.sealed === null || except.has(row.id)) continue;
        if (this.vault.open(row).claims.hardshipReason !== null) asking.push(row);
      }
      return this.openAll(em, asking);
    });
  }

  private async openAll(em: EntityManager, rows: readonly RegistrationRow[]): Promise<StaffCase[]> {
    const cases: StaffCase[] = [];
    for (const row of rows) {
      if (row.sealed === null) continue;
      const part = this.vault.open(row);
      const { title } = await this.catalogue.getServiceById(em, row.serviceId);
      const { birthDate, caseNumber } = splitIdentity(part.identity);
      cases.push({
        registration: row.id,
        serviceId: row.serviceId,
        serviceTitle: title,
        state: row.state,
        receivedAt: row.receivedAt,
        ...namesOf(part),
        isCorrected: part.correctedName !== undefined,
        birthDate,
        caseNumber,
        size: row.size,
        hardshipReason: part.claims.hardshipReason,
      });
    }
    return cases;
  }
}
