import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addToOutbox } from '../../platform/outbox';
import { CaseRegister } from '../identity';
import { EntryGate } from './entry-gate';
import { candidateOf, type FreezeCandidate, type FreezeQuery, type ReadCandidate } from './freeze-candidates';
import { type MergedRow, MergedRegistrationsRepository } from './merged-registrations.repository';
import { type AnsweredContext, type AnswerOutcome, OfferAnswers } from './offer-answers.service';
import { type OwnKey, RegistrationAccess } from './registration-access.service';
import type { RegistrationState } from './registration.entity';
import { namesOf, RegistrationVault, splitIdentity } from './registration-vault';
import { RegistrationsRepository } from './registrations.repository';

/** Registrations opened between two pauses; opening is arithmetic and would keep everybody else waiting. */
const OPENED_AT_A_TIME = 500;

/** What a draw has decided about its entries, by registration id. */
interface DrawnOutcome {
  readonly drawUuid: string;
  readonly served: readonly string[];
  /** Only those for whom it counts as a loss. */
  readonly lost: readonly string[];
}

/** The registrations that can take part, for the modules that draw. Everything joins the caller's transaction. */
@Injectable()
export class StandingRegistrations {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly merges: MergedRegistrationsRepository,
    private readonly register: CaseRegister,
    private readonly vault: RegistrationVault,
    private readonly access: RegistrationAccess,
    private readonly answers: OfferAnswers,
    private readonly gate: EntryGate,
  ) {}

  /**
   * All registrations that enter a draw which is frozen now, by id. Facts are read again from the register at this
   * moment; what was known at registration does not count. Waits for the confirmations that are under way, and keeps later ones waiting
   * until the caller's transaction ends.
   */
  async listForFreeze(em: EntityManager, query: FreezeQuery): Promise<FreezeCandidate[]> {
    await this.gate.close(em, query.serviceId);
    const candidates: FreezeCandidate[] = [];
    for (const [place, { row, ...rest }] of (await this.read(em, query)).entries()) {
      if (place % OPENED_AT_A_TIME === 0) await breathe();
      candidates.push({ ...rest, receiptSecret: this.vault.openSecret(row), identity: this.vault.open(row).identity });
    }
    return candidates;
  }

  /** As {@link listForFreeze} would see them now, without who they are; keeps nobody waiting. */
  async listForPreview(em: EntityManager, query: FreezeQuery): Promise<Omit<FreezeCandidate, 'identity' | 'receiptSecret'>[]> {
    return (await this.read(em, query)).map(({ row: _, ...candidate }) => candidate);
  }

  private async read(em: EntityManager, query: FreezeQuery): Promise<ReadCandidate[]> {
    const rows = await this.repository.listForFreeze(em, query);
    const merged = await this.merges.list(
      em,
      rows.map((row) => row.id),
    );
    // All of one authority: a person is the same person within it only.
    const [authority = ''] = new Set(rows.map((row) => row.authority));
    const known = await this.register.factsOf(
      em,
      authority,
      [...rows, ...merged].map((row) => row.caseKey),
    );
    const mergedInto = new Map<string, MergedRow[]>();
    for (const row of merged) mergedInto.set(row.mergedInto, [...(mergedInto.get(row.mergedInto) ?? []), row]);
    return rows.map((row) => candidateOf(row, mergedInto.get(row.id) ?? [], known));
  }

  /**
   * What a draw's result means for its entries: the served wait for their offer and start to count anew, the losers have
   * lost once more and are told. Registrations that were withdrawn or excluded since the freeze stay so. Call it once a draw, in the
   * transaction that stores the result; which entries of a main draw count as losers is the draw's business (docs/spec: policy).
   */
  async markDrawn(em: EntityManager, outcome: DrawnOutcome): Promise<void> {
    await this.repository.markServed(em, outcome.served);
    const lost = await this.repository.countLoss(em, outcome.lost);
    await addToOutbox(
      em,
      lost.map((registrationId) => ({ kind: 'draw.not-served', registrationId, subjectId: outcome.drawUuid })),
    );
  }

  /**
   * What an answer to an offer, or its end, means for the registration. See {@link OfferAnswers.markAnswered}.
   * @returns the state it has now
   */
  async markAnswered(
    em: EntityManager,
    registrationId: string,
    outcome: AnswerOutcome,
    context: AnsweredContext,
  ): Promise<RegistrationState> {
    return this.answers.markAnswered(em, registrationId, outcome, context);
  }

  /**
   * The registration a private link and a case number open together.
   * @throws RegistrationError `registration.not-found`, whichever of the two is wrong
   */
  async findByLink(em: EntityManager, key: OwnKey): Promise<{ registrationId: string; serviceId: string; state: RegistrationState }> {
    const { id, serviceId, state } = await this.access.get(em, key);
    return { registrationId: id, serviceId, state };
  }

  /** Who somebody is, for the counter and for commitments. @throws Error when unknown or erased */
  async openIdentity(em: EntityManager, registrationId: string): Promise<OpenedIdentity> {
    const row = await this.repository.get(em, registrationId);
    const part = this.vault.open(row);
    const { identity } = part;
    const isCorrected = part.correctedName !== undefined;
    return { ...splitIdentity(identity), ...namesOf(part), isCorrected, identity, receiptSecret: this.vault.openSecret(row) };
  }

  /** As {@link openIdentity}, for many at once; whoever has been erased is left out. */
  async openIdentities(em: EntityManager, registrationIds: readonly string[]): Promise<Map<string, Omit<OpenedIdentity, 'receiptSecret'>>> {
    const rows = (await this.repository.list(em, registrationIds)).filter(({ sealed }) => sealed !== null);
    return new Map(
      rows.map((row) => {
        const part = this.vault.open(row);
        const { identity, correctedName } = part;
        return [row.id, { ...splitIdentity(identity), ...namesOf(part), isCorrected: correctedName !== undefined, identity }];
      }),
    );
  }

  /** Where registrations are now, by id. */
  async statesOf(em: EntityManager, registrationIds: readonly string[]): Promise<Map<string, RegistrationState>> {
    return this.repository.statesOf(em, registrationIds);
  }
}

/** A person in plain, opened for one purpose at one moment; keep it no longer than that. */
export interface OpenedIdentity {
  /** The name that a document should show: the corrected one where two people have corrected it. */
  readonly surname: string;
  readonly givenNames: string;
  readonly isCorrected: boolean;
  readonly birthDate: string;
  readonly caseNumber: string;
  /** The four fields as one text, as draws commit to it: never corrected. */
  readonly identity: string;
  /** 64 hex digits. */
  readonly receiptSecret: string;
}
