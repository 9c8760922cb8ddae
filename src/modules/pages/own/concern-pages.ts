import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import type { FieldErrors, Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { LONGEST_OBJECTION, type ProvenKey } from '../../registrations';
import type { Arrival } from './arrival';
import { ANSWER_PAGES, type Concern } from './concern';
import { ConcernView } from './concern-view';
import { OwnDoor } from './own-door';
import type { ObjectionForm } from './own.dto';

/** Where concerns of one kind are kept. */
export interface Concerns {
  readonly kind: Concern['kind'];
  /** null when nothing is open. */
  find(key: ProvenKey): Promise<Concern | null>;
  answer(key: ProvenKey, text: string): Promise<unknown>;
  /** Codes of refusals that mean: decided meanwhile. */
  readonly over: readonly string[];
}

/** The page on which somebody answers what the office holds against them; the same for every kind. */
@Injectable()
export class ConcernPages {
  constructor(private readonly door: OwnDoor) {}

  async ask(arrival: Arrival, concerns: Concerns): Promise<string> {
    const { key, gate } = this.door.enter(arrival, ANSWER_PAGES[concerns.kind]);
    return key ? this.show(arrival.page, key, concerns) : gate;
  }

  /** Keeps the answer and leads back to one's own page; or shows again what was wrong with it. */
  async send(arrival: Arrival, form: ObjectionForm, concerns: Concerns): Promise<string | void> {
    const { page, link } = arrival;
    const { key, gate } = await this.door.take(arrival, form);
    if (!key) return gate;
    const text = form.text?.trim() ?? '';
    if (text === '') return this.show(page, key, concerns, text, { text: page.t('own:notice.missing') });
    if (text.length > LONGEST_OBJECTION) return this.show(page, key, concerns, text, { text: page.t('own:notice.long') });
    try {
      await concerns.answer(key, text);
    } catch (error) {
      if (!(error instanceof DomainError) || !concerns.over.includes(String(error.code))) throw error;
      return this.show(page, key, concerns);
    }
    page.redirect(`/registration/${link}`);
  }

  private async show(page: Page, key: ProvenKey, { kind, ...concerns }: Concerns, text?: string, errors?: FieldErrors): Promise<string> {
    const concern = await concerns.find(key);
    const body = h(ConcernView, { own: `/registration/${key.link}`, kind, concern, text, errors });
    return page.render({ title: page.t(`own:${kind}.title`), status: errors ? 400 : 200, hasErrors: errors !== undefined, body });
  }
}
