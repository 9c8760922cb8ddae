import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockInTransaction } from '../../platform/database';
import { addToOutbox } from '../../platform/outbox';
import { CaseRegister, IdentityKeys } from '../identity';
import { WindowsService } from '../windows';
import { EntryGate } from './entry-gate';
import type { RegistrationRow } from './registration.entity';
import { namesOf, RegistrationVault, splitIdentity } from './registration-vault';
import { RegistrationsRepository } from './registrations.repository';
import { ReviewQuestions } from './reviews/review-questions';

/** Between losing to another registration of the case and looking for it, that one may have gone. */
const MOST_TRIES = 3;

/** Asks the register about a registration that exists already. */
@Injectable()
export class CaseLookup {
  constructor(
    private readonly register: CaseRegister,
    private readonly identityKeys: IdentityKeys,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
  ) {}

  /** The register's answer at registration stands if it was yes; otherwise an import may have come since. */
  async check(em: EntityManager, row: RegistrationRow) {
    if (row.caseVerifiedBy === 'register') return 'matches';
    const { authority } = await this.windows.getServiceById(em, row.serviceId);
    const part = this.vault.open(row);
    const keys = this.identityKeys.derive(authority, { ...splitIdentity(part.identity), ...namesOf(part) });
    const [check = 'unknown'] = await this.register.check(em, [{ authority, keys }]);
    return check;
  }
}

/**
 * Decides what a confirmed registration becomes: it stands when the register knows the case under this name and birth
 * date and no other registration of the case stands; otherwise a member of staff looks at it. The person is told the same
 * in every case, so that nobody can find out by registering whether a case exists or is registered.
 */
@Injectable()
export class RegistrationAdmission {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly reviews: ReviewQuestions,
    private readonly lookup: CaseLookup,
    private readonly gate: EntryGate,
  ) {}

  /**
   * @param row locked, and waiting for confirmation
   * @returns the moment of the confirmation: into a draw go those confirmed by its window's closing
   */
  async admit(em: EntityManager, row: RegistrationRow): Promise<Date> {
    const confirmedAt = await this.gate.enter(em, row.serviceId);
    const check = await this.lookup.check(em, row);
    if (check === 'matches') {
      await this.tryToStand(em, { ...row, confirmedAt, caseVerifiedBy: 'register' });
    } else {
      await this.repository.change(em, row.id, { state: 'in_review', confirmedAt });
      await this.reviews.askAboutCase(em, row, check === 'unknown' ? 'unknown-case' : 'identity-differs', null);
    }
    await addToOutbox(em, [{ kind: 'registration.confirmed', registrationId: row.id }]);
    return confirmedAt;
  }

  /**
   * Makes a registration stand whose case is verified, or puts it into review behind the one that stands already, which
   * is not touched in any way. Also looks for the same person under another case number.
   * @param row locked; `confirmedAt` and `caseVerifiedBy` are written with it
   * @returns whether it stands
   */
  async tryToStand(em: EntityManager, row: RegistrationRow): Promise<boolean> {
    const { id, confirmedAt, caseVerifiedBy } = row;
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      if (await this.repository.tryToStand(em, id, { confirmedAt, caseVerifiedBy })) {
        // Two registrations of one person that are confirmed at the same moment: the second to come here sees the first.
        await lockInTransaction(em, `person ${row.personKey.toString('hex')}`);
        const other = await this.repository.findSamePerson(em, row);
        if (other !== null) await this.reviews.askAboutPerson(em, row, other, null);
        return true;
      }
      const other = await this.repository.findStanding(em, row.serviceId, row.caseKey);
      if (other === null && tries < MOST_TRIES) continue;
      await this.repository.change(em, id, { state: 'in_review', confirmedAt, caseVerifiedBy });
      await this.reviews.askAboutCase(em, row, 'case-registered-already', other);
      break;
    }
    return false;
  }
}
