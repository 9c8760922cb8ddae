import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database';
import {
  AppointmentCodes,
  type AppointmentView,
  AppointmentViews,
  type HearingView,
  HearingViews,
  RevocationService,
} from '../../../appointments';
import { Approvals, type ApprovalView } from '../../../approvals';
import { OfferReports, type OfferReportView } from '../../../offer-reports';
import { type StaffCase, StaffCases } from '../../../registrations';

/** A report, and the hearing that it has led to. */
export interface HandledReport extends OfferReportView {
  readonly hearing: HearingView | null;
}

/** An appointment whose holder resells it, or not. */
export interface SuspectedAppointment {
  readonly view: AppointmentView;
  /** As it is printed on the confirmation. */
  readonly number: string;
  /** Null once erased. */
  readonly person: StaffCase | null;
  /** The newest first. */
  readonly hearings: readonly HearingView[];
  /** All for who may open a hearing; else those of its hearings, without a way to ask back. */
  readonly reports: readonly OfferReportView[];
  /** Waits for a second person. */
  readonly request: ApprovalView | null;
}

/** Puts the pages about resold appointments together. */
@Injectable()
export class RevocationDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revocation: RevocationService,
    private readonly hearings: HearingViews,
    private readonly appointments: AppointmentViews,
    private readonly codes: AppointmentCodes,
    private readonly cases: StaffCases,
    private readonly reports: OfferReports,
    private readonly approvals: Approvals,
  ) {}

  async listReports(): Promise<HandledReport[]> {
    const reports = await this.reports.list();
    const handled = await this.hearings.reportsInHearings(reports.map(({ id }) => id));
    return reports.map((report) => ({ ...report, hearing: handled.get(report.id) ?? null }));
  }

  /** @throws AppointmentError `appointment.unknown` */
  async get(offerId: string, mayOpen: boolean): Promise<SuspectedAppointment> {
    const person = await this.cases.find(await this.revocation.registrationOf(offerId));
    const hearings = await this.hearings.listOf(offerId);
    const used = new Set(hearings.flatMap(({ reports }) => reports));
    const reports = (await this.reports.list()).filter(({ id }) => mayOpen || used.has(id));
    return {
      person,
      hearings,
      view: await this.unitOfWork.run((em) => this.appointments.get(em, offerId)),
      number: this.codes.codeOf(offerId).number,
      reports: mayOpen ? reports : reports.map((report) => ({ ...report, contact: null })),
      request: await this.approvals.findWaiting('appointment.revoke', offerId),
    };
  }
}
