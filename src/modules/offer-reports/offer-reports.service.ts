import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock, timeOf } from '../../platform/clock';
import { Envelope } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database';
import { OfferReportRow } from './offer-report.entity';

/** Where an offer to sell a place was seen. Closed. */
export const OFFER_PLACES = ['website', 'messenger', 'social-media', 'shop', 'person', 'other'] as const;
export type OfferPlace = (typeof OFFER_PLACES)[number];

/** What somebody reports. Texts are theirs, whatever they hold. */
export interface OfferReport {
  readonly place: OfferPlace;
  readonly text: string;
  readonly link: string | null;
  /** How to ask back, where they want that. */
  readonly contact: string | null;
}

/** A report as staff see it. */
export interface OfferReportView extends OfferReport {
  readonly id: string;
  readonly receivedAt: string;
}

const PLACE = 'offer_reports.sealed';
/** More than this nobody reads at once; what is older comes once these have been dealt with or have gone. */
const MOST_LISTED = 500;

/** Reports of offers to sell a place. What is written in one is sealed, and in no log. */
@Injectable()
export class OfferReports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  /** Stores one. Sent twice, there are two: a second look costs less than a lost report. */
  async report(report: OfferReport): Promise<void> {
    const sealed = this.envelope.seal(JSON.stringify(report), PLACE);
    await this.unitOfWork.run((em) => em.insert(OfferReportRow, { id: randomUUID(), sealed, receivedAt: this.clock.now() }));
  }

  /** For staff, the newest first. */
  async list(): Promise<OfferReportView[]> {
    const rows = await this.unitOfWork.run((em) =>
      em.find(OfferReportRow, { order: { receivedAt: 'DESC', id: 'ASC' }, take: MOST_LISTED }),
    );
    return rows.map((row) => this.open(row));
  }

  /** Those of them that have not been forgotten, the oldest first. */
  async listById(em: EntityManager, ids: readonly string[]): Promise<OfferReportView[]> {
    const rows = await em.find(OfferReportRow, { where: { id: In([...ids]) }, order: { receivedAt: 'ASC', id: 'ASC' } });
    return rows.map((row) => this.open(row));
  }

  private open({ id, sealed, receivedAt }: OfferReportRow): OfferReportView {
    const at = timeOf(receivedAt);
    return { id, receivedAt: at, ...(JSON.parse(this.envelope.openText(sealed, PLACE)) as OfferReport) };
  }
}
