import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { AnswerAccess } from './answer-access.service';
import { type AppointmentPhase, phaseOf } from './appointment-phase';
import { type AppointmentView, AppointmentViews } from './appointment-views.service';
import type { OfferRow } from './offer.entities';
import { OffersRepository } from './offers.repository';

/** What the page behind a letter's answer link shows. Nothing in it names a person. */
export interface AnswerView {
  readonly appointment: AppointmentView;
  readonly phase: AppointmentPhase;
  readonly serviceTitle: string;
  /** Whether the registration takes part in later draws. */
  readonly stands: boolean;
  /** Lost draws that the registration had when it was drawn; they count again only after a first justified decline. */
  readonly lossesBefore: number;
  /** Whether a justified decline would keep them. */
  readonly canJustify: boolean;
}

/** Looks at one offer without changing anything: mail scanners follow links. */
@Injectable()
export class AnswerViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AnswerAccess,
    private readonly views: AppointmentViews,
    private readonly offers: OffersRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws AppointmentError `appointment.unknown` for a token of no offer */
  async get(token: string): Promise<AnswerView> {
    return this.unitOfWork.run(async (em) => this.view(em, await this.access.getByToken(em, token)));
  }

  private async view(em: EntityManager, offer: OfferRow): Promise<AnswerView> {
    const appointment = await this.views.get(em, offer.id);
    const { lossesBefore } = await this.offers.getOrigin(em, offer);
    const { serviceTitle, state, justifiedDeclines } = await this.offers.getHolder(em, offer);
    return {
      appointment,
      phase: phaseOf(appointment, this.clock.seconds()),
      serviceTitle,
      stands: state === 'standing',
      lossesBefore,
      canJustify: lossesBefore > 0 && justifiedDeclines === 0,
    };
  }
}
