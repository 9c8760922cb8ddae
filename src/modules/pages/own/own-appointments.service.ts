import { Injectable } from '@nestjs/common';
import { AnswerLinks, type AnswerView, AnswerViews, AppointmentCodes, AppointmentViews, type PrintedCode } from '../../appointments';
import type { OwnKey } from '../../registrations';

/** The newest offer of a registration, with what its page shows beside it. */
export interface OwnAppointment extends AnswerView {
  /** Number and check code, as on paper. */
  readonly printed: PrintedCode;
}

/** Reads the appointment part of one's own page. */
@Injectable()
export class OwnAppointments {
  constructor(
    private readonly views: AppointmentViews,
    private readonly answers: AnswerViews,
    private readonly links: AnswerLinks,
    private readonly codes: AppointmentCodes,
  ) {}

  /** @returns the live offer, else the newest; null for none @throws DomainError `registration.not-found` */
  async findNewest(key: OwnKey): Promise<OwnAppointment | null> {
    const all = await this.views.listOwn(key);
    const newest = all.find(({ state }) => state === 'offered' || state === 'accepted') ?? all.at(-1);
    if (!newest) return null;
    const view = await this.answers.get(this.links.tokenOf(newest.appointment));
    return { ...view, printed: this.codes.codeOf(newest.appointment) };
  }
}
