import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { AppointmentCodes, type HearingView, HearingViews } from '../appointments';
import { LogBrowser, type ProvenLines } from '../audit-log';
import { OfferReports, type OfferReportView } from '../offer-reports';
import { type StaffCase, StaffCases } from '../registrations';
import { AuditError } from './audits.errors';
import type { EvidenceFile } from './evidence-archive';
import { json, logLines } from './evidence-tables';
import {
  type OfferFacts,
  RevocationEvidenceRepository,
  type RevocationLetter,
  type RevocationRequest,
  type RevokedSlot,
} from './revocation-evidence.repository';

/** Everything about one hearing of one holder that a court may ask for. */
export interface RevocationEvidence {
  readonly offer: OfferFacts;
  readonly number: string;
  /** Null once erased. */
  readonly person: StaffCase | null;
  readonly slots: readonly RevokedSlot[];
  /** The first one first. */
  readonly hearings: readonly HearingView[];
  /** Those that a hearing rests on, without how to reach who has sent them. */
  readonly reports: readonly Omit<OfferReportView, 'contact'>[];
  readonly requests: readonly RevocationRequest[];
  readonly letters: readonly RevocationLetter[];
  /** Entries about the slots and the draws that they were in, as far as they have their place in the log. */
  readonly log: ProvenLines;
}

/** Gathers the evidence of a revocation, or of a hearing that came to nothing, and makes files of it. */
@Injectable()
export class RevocationEvidenceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hearings: HearingViews,
    private readonly codes: AppointmentCodes,
    private readonly cases: StaffCases,
    private readonly reports: OfferReports,
    private readonly log: LogBrowser,
    private readonly repository: RevocationEvidenceRepository,
  ) {}

  /**
   * All of one moment: what is decided meanwhile is in a later file.
   * @throws AuditError `audit.no-hearing` for an appointment that is none, was given outside the draws, or whose holder was never heard
   */
  async gather(offerId: string): Promise<RevocationEvidence> {
    return this.unitOfWork.run(async (em) => {
      const hearings = [...(await this.hearings.listAbout(em, offerId))].reverse();
      const offer = await this.repository.findOffer(em, offerId);
      if (offer === null || hearings.length === 0) throw new AuditError('audit.no-hearing');
      const reports = await this.reports.listById(
        em,
        hearings.flatMap((hearing) => hearing.reports),
      );
      const slots = await this.repository.listSlots(em, offerId);
      return {
        offer,
        number: this.codes.codeOf(offerId).number,
        person: await this.cases.open(em, offer.registrationId),
        hearings,
        reports: reports.map(({ contact: _, ...report }) => report),
        slots,
        log: await this.listLog(em, offer, slots),
        requests: await this.repository.listRequests(em, offerId),
        letters: await this.repository.listLetters(em, offer.registrationId, offerId),
      };
    }, 'REPEATABLE READ');
  }

  filesOf({ offer, number, person, slots, hearings, reports, requests, letters, log }: RevocationEvidence): EvidenceFile[] {
    const { registrationId: _, drawUuid: __, ...given } = offer;
    const who = person && {
      ...{ surname: person.surname, givenNames: person.givenNames, birthDate: person.birthDate, caseNumber: person.caseNumber },
    };
    return [
      { name: 'appointment.json', content: json({ number, ...given, person: who, slots }) },
      { name: 'hearings.json', content: json(hearings) },
      { name: 'reports.json', content: json(reports) },
      { name: 'requests.json', content: json(requests) },
      { name: 'letters.json', content: json(letters) },
      { name: 'evidence/log/entries.jsonl', content: logLines(log) },
      { name: 'evidence/log/checkpoint.txt', content: Buffer.from(log.checkpoint.note) },
    ];
  }

  private async listLog(em: EntityManager, { window, drawId }: OfferFacts, slots: readonly RevokedSlot[]): Promise<ProvenLines> {
    const draws = new Set([drawId, ...slots.flatMap((slot) => slot.draws)]);
    const found = await this.log.listAbout(em, [window, ...draws]);
    const ids = new Set(slots.map(({ slotId }) => slotId));
    const isAbout = ({ type, body }: { type: string; body: string }): boolean =>
      !type.startsWith('slot.') || (JSON.parse(body) as { slots: string[] }).slots.some((slot) => ids.has(slot));
    return { ...found, lines: found.lines.filter((line) => !line.type.startsWith('audit.') && isAbout(line)) };
  }
}
