import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CoreError, deriveNameCorrectionCommitment, normalizeIdentityField } from '../../../core';
import { Clock } from '../../../platform/clock';
import { Envelope, KeyedHash } from '../../../platform/crypto';
import { UnitOfWork } from '../../../platform/database';
import { type ApprovalEffect, type ApprovalRequest, Approvals, type ApprovalView, type CarriedOut } from '../../approvals';
import { AuditLogService } from '../../audit-log';
import { compareSpellings, IdentityKeys, type NameDistance } from '../../identity';
import type { StaffMember } from '../../staff';
import { WindowsService } from '../../windows';
import { OVER, type RegistrationRow } from '../registration.entity';
import { namesOf, type PersonName, RegistrationVault, splitIdentity } from '../registration-vault';
import { RegistrationsRepository } from '../registrations.repository';
import { CorrectionError } from './corrections.errors';
import { NameCorrectionRow } from './name-correction.entity';

/** A correction as whoever decides sees it. */
export interface NameCorrection extends NameDistance {
  readonly before: PersonName;
  readonly after: PersonName;
}

/**
 * Typing errors in a name, corrected by two people, before a draw or after it. Birth date and case number stay, and the new name has to be near
 * the one that was committed to, however often it is corrected: nobody else can be put in a winner's place step by step.
 *
 * The identity that receipts and commitments were made of is kept as it was; the corrected name stands beside it, for staff. The log tells that
 * there was a correction by a commitment that an auditor can open, and names neither person nor ticket: before a draw nobody may know whose
 * ticket is whose.
 */
@Injectable()
export class NameCorrections implements ApprovalEffect, OnModuleInit {
  constructor(
    private readonly approvals: Approvals,
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: RegistrationsRepository,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
    private readonly identityKeys: IdentityKeys,
    private readonly envelope: Envelope,
    private readonly keyedHash: KeyedHash,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.approvals.register('name.correct', this);
  }

  /**
   * Asks for a correction.
   * @throws CorrectionError with the field; ApprovalError
   */
  async ask(member: StaffMember, registrationId: string, reason: string, typed: PersonName): Promise<ApprovalView> {
    const after = normalize(typed);
    const secret = await this.unitOfWork.run(async (em) =>
      this.vault.openSecret(assertOpen(await this.repository.find(em, registrationId))),
    );
    // Requests are never deleted, and names are few enough to be guessed one by one: under a secret that goes when the registration is erased.
    const name = this.keyedHash.digest('name-correction', JSON.stringify([secret, after.surname, after.givenNames])).toString('hex');
    const request = { kind: 'name.correct' as const, subject: registrationId, reason, details: { name } };
    return this.approvals.request(member, request, async (em, id) => {
      // Locked by assertPossible before: this is the name that stands, and none that was replaced meanwhile.
      const row = await this.lockOpen(em, registrationId);
      this.assertNear(row, after);
      const before = namesOf(this.vault.open(row));
      const sealed = this.envelope.seal(JSON.stringify({ before, after }), placeOf(id));
      await em.insert(NameCorrectionRow, {
        id,
        registrationId,
        sealed,
        requestedAt: this.clock.now(),
        correctedAt: null,
        commitment: null,
      });
    });
  }

  /** What a request is about. Null when there is none, or its registration has been erased. @param id the request's */
  async find(id: string): Promise<NameCorrection | null> {
    const row = await this.unitOfWork.run((em) => em.findOneBy(NameCorrectionRow, { id }));
    if (row === null) return null;
    const { before, after } = this.open(row);
    return { before, after, ...compareSpellings(before, after) };
  }

  async assertPossible(em: EntityManager, { subject }: ApprovalRequest): Promise<void> {
    await this.lockOpen(em, subject);
  }

  /** The corrected name and the log entry commit with the second person's decision. */
  async carryOut(em: EntityManager, { id, subject }: CarriedOut, officers: [string, string]): Promise<void> {
    const row = await this.lockOpen(em, subject);
    const correction = await em.findOneByOrFail(NameCorrectionRow, { id });
    const { after } = this.open(correction);
    this.assertNear(row, after);
    const part = this.vault.open(row);
    const { authority, slug } = await this.windows.getServiceById(em, row.serviceId);
    const { birthDate, caseNumber } = splitIdentity(part.identity);
    await this.repository.change(em, subject, {
      sealed: this.vault.seal(subject, { ...part, correctedName: after }),
      personKey: this.identityKeys.derive(authority, { ...after, birthDate, caseNumber }).personKey,
    });
    const service = `${authority}/${slug}`;
    const corrected = [after.surname, after.givenNames, birthDate, caseNumber].join('|');
    const commitment = deriveNameCorrectionCommitment(service, this.vault.openSecret(row), part.identity, corrected);
    await em.update(NameCorrectionRow, { id }, { correctedAt: this.clock.now(), commitment });
    await this.log.append(em, { type: 'name.corrected', service, commitment, officers });
  }

  /** Locked until the transaction ends: what is read of it still holds when it is written. */
  private async lockOpen(em: EntityManager, registrationId: string): Promise<RegistrationRow> {
    return assertOpen(await this.repository.lock(em, registrationId));
  }

  /** Near the name that was committed to, not near the last correction of it. */
  private assertNear(row: RegistrationRow, after: PersonName): void {
    const part = this.vault.open(row);
    const now = namesOf(part);
    if (now.surname === after.surname && now.givenNames === after.givenNames) {
      throw new CorrectionError('correction.nothing-changed', { field: 'surname' });
    }
    const { edits, most } = compareSpellings(splitIdentity(part.identity), after);
    if (edits > most) throw new CorrectionError('correction.too-different', { field: 'surname', details: { edits, most } });
  }

  private open({ id, sealed }: NameCorrectionRow): { before: PersonName; after: PersonName } {
    return JSON.parse(this.envelope.openText(sealed, placeOf(id))) as { before: PersonName; after: PersonName };
  }
}

function assertOpen(row: RegistrationRow | null): RegistrationRow {
  if (row === null || row.sealed === null) throw new CorrectionError('correction.unknown-registration');
  if (OVER.includes(row.state)) throw new CorrectionError('correction.too-late');
  return row;
}

function placeOf(id: string): string {
  return `name_corrections.sealed ${id}`;
}

/** As an identity writes it (docs/spec: record). @throws CorrectionError `correction.malformed-name` */
function normalize(typed: PersonName): PersonName {
  const read = (field: keyof PersonName): string => {
    try {
      return normalizeIdentityField(typed[field]);
    } catch (error) {
      if (error instanceof CoreError) throw new CorrectionError('correction.malformed-name', { field, cause: error });
      throw error;
    }
  };
  const name = { surname: read('surname'), givenNames: read('givenNames') };
  try {
    compareSpellings(name, name);
  } catch (error) {
    throw new CorrectionError('correction.malformed-name', { field: 'surname', cause: error });
  }
  return name;
}
