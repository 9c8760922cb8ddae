import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import type { Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { OwnRegistrationService, type ProvenKey } from '../../registrations';
import type { Arrival } from './arrival';
import { GateView } from './gate-view';
import { OwnSession } from './own-session';

/** Either what opens the registration, or the page that asks for it. */
export type Opened = { readonly key: ProvenKey; readonly gate?: undefined } | { readonly key?: undefined; readonly gate: string };

/** Asks for the case number where it has not been shown within the hour. What somebody has typed meanwhile goes through with it. */
@Injectable()
export class OwnDoor {
  constructor(
    private readonly session: OwnSession,
    private readonly own: OwnRegistrationService,
  ) {}

  /** For looking. @param to the sub-page that was asked for */
  enter({ page, request, link }: Arrival, to?: string): Opened {
    const key = this.session.open(request, link);
    return key ? { key } : { gate: render(page, { action: `/registration/${link}`, kept: to === undefined ? {} : { to } }) };
  }

  /**
   * For a posted form. Without a session the gate comes back with everything that was posted, and posts it to the same address again.
   * @param form as posted; its `caseNumber`, if any, is tried
   */
  async take(arrival: Arrival, form: { readonly caseNumber?: string }): Promise<Opened> {
    const { page, request, reply, link } = arrival;
    const shown = this.session.open(request, link);
    if (shown) return { key: shown };
    const { caseNumber, ...kept } = form;
    const action = page.context.path;
    if (caseNumber === undefined) return { gate: render(page, { action, kept, isOver: true }) };
    if (caseNumber.trim() === '') return { gate: render(page, { action, kept, status: 400, error: page.t('own:gate.missing') }) };
    try {
      await this.own.status({ link, caseNumber });
    } catch (error) {
      return { gate: render(page, { action, kept, caseNumber, ...refusalOf(page, error) }) };
    }
    this.session.start(reply, link, caseNumber);
    return { key: { link, caseNumber, proven: true } };
  }

  leave({ reply, link }: Arrival): void {
    this.session.end(reply, link);
  }
}

function render(page: Page, { status, ...props }: Parameters<typeof GateView>[0] & { status?: number }): string {
  return page.render({ title: page.t('own:gate.title'), status, hasErrors: props.error !== undefined, body: h(GateView, props) });
}

function refusalOf(page: Page, error: unknown): { status: number; error: string } {
  if (!(error instanceof DomainError) || (error.kind !== 'not-found' && error.kind !== 'too-many')) throw error;
  const { texts, language, t } = page.context;
  return { status: error.kind === 'too-many' ? 429 : 400, error: texts.find(language, `errors:${error.code}`) ?? t('errors:unknown') };
}
