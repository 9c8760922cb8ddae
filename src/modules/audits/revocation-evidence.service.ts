import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { AppointmentCodes, type HearingView, HearingViews } from '../appointments';
import { LogBrowser, type ProvenLines } from '../audit-log';
import { OfferReports, type OfferReportView } from '../offer-reports';
import { type StaffCase, StaffCases } from '../registrations';
import type { SlotState } from '../slots';
import { AuditError } from './audits.errors';
import type { EvidenceFile } from './evidence-archive';
import { json, logLines } from './evidence-tables';

interface OfferFacts {
  readonly registrationId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly offeredAt: Date;
  readonly ticketId: string;
  readonly drawId: string;
  readonly drawUuid: string;
  readonly window: string;
}

/** A slot of the appointment, and where it has gone since. */
export interface RevokedSlot {
  readonly slotId: string;
  readonly group: string;
  readonly label: string;
  readonly startsAt: Date;
  readonly place: string;
  readonly state: SlotState;
  /** Ids of the draws that it has been in, the first one first. */
  readonly draws: readonly string[];
}

/** A request for the revocation, with both people. */
export interface RevocationRequest {
  readonly id: string;
  readonly reason: string;
  readonly hearing: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** When a letter about it left. What was sent is not kept; its words follow from the hearing. */
export interface RevocationLetter {
  readonly kind: string;
  readonly sentAt: Date | null;
  readonly printedAt: Date | null;
}

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
  ) {}

  /** @throws AuditError `audit.no-hearing` for an appointment that is none, was given outside the draws, or whose holder was never heard */
  async gather(offerId: string): Promise<RevocationEvidence> {
    const hearings = [...(await this.hearings.listOf(offerId))].reverse();
    const offer = await this.unitOfWork.run((em) => this.findOffer(em, offerId));
    if (offer === null || hearings.length === 0) throw new AuditError('audit.no-hearing');
    const reports = await this.reports.listById(hearings.flatMap((hearing) => hearing.reports));
    const person = await this.cases.find(offer.registrationId);
    const stored = await this.unitOfWork.run(async (em) => {
      const slots = await this.listSlots(em, offerId);
      const log = await this.listLog(em, offer, slots);
      return { slots, log, requests: await this.listRequests(em, offerId), letters: await this.listLetters(em, offer, offerId) };
    });
    const { number } = this.codes.codeOf(offerId);
    return { offer, number, person, hearings, reports: reports.map(({ contact: _, ...report }) => report), ...stored };
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

  private async findOffer(em: EntityManager, id: string): Promise<OfferFacts | null> {
    const [row]: OfferFacts[] = await em.query(
      `SELECT offers.registration_id AS "registrationId", offers.state, offers.reason, offers.offered_at AS "offeredAt",
         offers.ticket_id AS "ticketId", draws.draw_id AS "drawId", draws.id AS "drawUuid", windows.path AS window
       FROM offers JOIN draws ON draws.id = offers.draw_uuid JOIN windows ON windows.id = draws.window_id WHERE offers.id = $1`,
      [id],
    );
    return row ?? null;
  }

  private async listSlots(em: EntityManager, offerId: string): Promise<RevokedSlot[]> {
    return em.query(
      `SELECT slot_id AS "slotId", group_name AS "group", label, starts_at AS "startsAt", place, slots.state,
         ARRAY(SELECT draw_id FROM draw_slots JOIN draws ON draws.id = draw_uuid WHERE slot_uuid = slots.id ORDER BY number) AS draws
       FROM offer_slots JOIN slots ON slots.id = slot_uuid WHERE offer_id = $1 ORDER BY starts_at, slot_id`,
      [offerId],
    );
  }

  private async listRequests(em: EntityManager, offerId: string): Promise<RevocationRequest[]> {
    return em.query(
      `SELECT id, reason, details ->> 'hearing' AS hearing, requested_by AS "requestedBy", requested_at AS "requestedAt", decision,
         decided_by AS "decidedBy", decided_at AS "decidedAt"
       FROM approvals WHERE kind = 'appointment.revoke' AND subject = $1 ORDER BY requested_at, id`,
      [offerId],
    );
  }

  private async listLetters(em: EntityManager, { registrationId }: OfferFacts, offerId: string): Promise<RevocationLetter[]> {
    return em.query(
      `SELECT message.kind, sent_at AS "sentAt", printed_at AS "printedAt"
       FROM outbox_messages message LEFT JOIN letters_to_print ON message_id = message.id
       WHERE message.registration_id = $1 AND message.subject_id = $2
         AND message.kind IN ('hearing.opened', 'hearing.dropped', 'appointment.cancelled') ORDER BY message.id`,
      [registrationId, offerId],
    );
  }

  private async listLog(em: EntityManager, { window, drawId }: OfferFacts, slots: readonly RevokedSlot[]): Promise<ProvenLines> {
    const draws = new Set([drawId, ...slots.flatMap((slot) => slot.draws)]);
    const found = await this.log.listAbout(em, [window, ...draws]);
    if (found === null) throw new AuditError('audit.no-hearing');
    const ids = new Set(slots.map(({ slotId }) => slotId));
    const isAbout = ({ type, body }: { type: string; body: string }): boolean =>
      !type.startsWith('slot.') || (JSON.parse(body) as { slots: string[] }).slots.some((slot) => ids.has(slot));
    return { ...found, lines: found.lines.filter((line) => !line.type.startsWith('audit.') && isAbout(line)) };
  }
}
