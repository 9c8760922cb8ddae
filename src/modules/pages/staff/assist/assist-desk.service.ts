import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { h } from 'preact';
import { Clock } from '../../../../platform/clock';
import type { FieldErrors, Page } from '../../../../platform/html';
import { AssistedRegistrations, type CompleteAnswers, type ReceiptCopy, registrationOf } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { CatalogueService, officeDate } from '../../../windows';
import { meaningOfWishes } from '../../register/journey';
import { Journeys } from '../../register/journey.service';
import { refusalText } from '../refusal';
import { type AssistForm, type AssistServiceParams } from './assist.dto';
import { readAssistForm } from './assist-fields';
import { AssistFormView, type Shown } from './assist-form-view';
import { AssistHomeView } from './assist-home-view';

/** Why nobody was opened. */
interface Refused {
  readonly text: string;
  readonly status: number;
}

/** Registering somebody who calls or comes. */
@Injectable()
export class AssistDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalogue: CatalogueService,
    private readonly journeys: Journeys,
    private readonly assisted: AssistedRegistrations,
    private readonly clock: Clock,
  ) {}

  async showHome(page: Page, member: StaffMember, typed = { caseNumber: '', birthDate: '' }, refused?: Refused): Promise<string> {
    const services = (await this.catalogue.listServices()).map(({ service }) => ({
      path: `${service.authority}/${service.slug}`,
      title: service.title,
    }));
    return page.render({
      title: page.t('staff-counter:assist.title'),
      status: refused?.status ?? 200,
      hasErrors: refused !== undefined,
      body: h(AssistHomeView, { member, services, typed, error: refused?.text }),
    });
  }

  async showForm(page: Page, member: StaffMember, params: AssistServiceParams): Promise<string> {
    const channel = member.roles.includes('clerk') ? 'counter' : 'phone';
    return this.render(page, member, params, { registration: randomUUID(), channel, locale: 'de', hardship: 'none' });
  }

  /** @returns the receipt, or the page again with what is wrong */
  async register(page: Page, member: StaffMember, params: AssistServiceParams, form: AssistForm): Promise<ReceiptCopy | string> {
    const journey = await this.journeyOf(params);
    const { answers, errors } = readAssistForm(form, journey, officeDate(this.clock.seconds()));
    const texts = Object.fromEntries(
      Object.entries(errors).map(([field, key]) => [
        field,
        key === 'wish-impossible' ? page.t('staff-counter:assist.wish-impossible') : page.t(`register:error.${key}`),
      ]),
    );
    if (Object.keys(texts).length > 0) return this.render(page, member, params, { ...form }, texts);
    const wishes = meaningOfWishes(journey, answers);
    const body = registrationOf(journey.service, answers as CompleteAnswers, wishes, form.locale);
    try {
      return await this.assisted.register({ ...body, channel: form.channel }, member, form.registration);
    } catch (error) {
      return this.render(page, member, params, { ...form }, { caseNumber: refusalText(page, error, 'counter') });
    }
  }

  private async render(
    page: Page,
    member: StaffMember,
    params: AssistServiceParams,
    shown: Shown,
    errors: FieldErrors = {},
  ): Promise<string> {
    const hasErrors = Object.keys(errors).length > 0;
    return page.render({
      title: page.t('staff-counter:assist.new-title'),
      status: hasErrors ? 400 : 200,
      hasErrors,
      body: h(AssistFormView, { member, journey: await this.journeyOf(params), shown, errors }),
    });
  }

  private async journeyOf({ authority, service }: AssistServiceParams) {
    const { id } = await this.catalogue.getService(this.dataSource.manager, `${authority}/${service}`);
    return this.journeys.get(id);
  }
}
