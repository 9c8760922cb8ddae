import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import { Clock } from '../../../../platform/clock';
import type { FieldErrors, Page } from '../../../../platform/html';
import {
  CheckInService,
  CounterFindings,
  CounterListService,
  CounterSearch,
  type Found,
  HANDED_TO,
  HANDOVER_PARTS,
  HANDOVER_REASONS,
  type ReadDocument,
} from '../../../appointments';
import type { StaffMember } from '../../../staff';
import { officeDate } from '../../../windows';
import { refusalText } from '../refusal';
import { CounterView } from './counter-view';
import type { CounterQuery, FindForm, FindingForm, HandOverForm } from './counter.dto';
import { FindingView } from './finding-view';
import { HandoverView } from './handover-view';

const LISTS = { parts: HANDOVER_PARTS, reasons: HANDOVER_REASONS, handedTo: HANDED_TO };

/** The pages of the counter: what is shown after each act. */
@Injectable()
export class CounterDesk {
  constructor(
    private readonly list: CounterListService,
    private readonly search: CounterSearch,
    private readonly findings: CounterFindings,
    private readonly checkIns: CheckInService,
    private readonly clock: Clock,
  ) {}

  async showDay(
    page: Page,
    member: StaffMember,
    query: CounterQuery,
    more: { trouble?: { text: string; typed: string }; found?: Extract<Found, { kind: 'several' }>['people'] } = {},
  ): Promise<string> {
    const today = officeDate(this.clock.seconds());
    const { day = today, place = null } = query;
    const people = await this.list.listDay(day);
    const done = people.find(({ appointment }) => appointment === query.done) ?? null;
    return page.render({
      title: page.t('staff-counter:title'),
      status: more.trouble ? 404 : 200,
      hasErrors: more.trouble !== undefined,
      body: h(CounterView, { member, day, isToday: day === today, place, people, done, ...more }),
    });
  }

  async find(page: Page, member: StaffMember, { typed, ...query }: FindForm): Promise<string> {
    const found = await this.search.find(typed, query.day);
    if (found.kind === 'one') return this.showFinding(page, member, { ...found, query });
    if (found.kind === 'several') return this.showDay(page, member, query, { found: found.people });
    return this.showDay(page, member, query, { trouble: { text: page.t(`staff-counter:box.${found.kind}`), typed } });
  }

  async showFinding(
    page: Page,
    member: StaffMember,
    shown: { appointment: string; query: CounterQuery; document: ReadDocument | null; message?: string; status?: number },
  ): Promise<string> {
    const { appointment, query, document, message, status = message === undefined ? 200 : 409 } = shown;
    const finding = await this.findings.get(member, appointment, document);
    return page.render({
      title: page.t('staff-counter:finding.title'),
      status,
      body: h(FindingView, { member, finding, document, message, back: backTo(query), kept: keptOf(query) }),
    });
  }

  /** A scan in the field goes before any button: scanners press Enter by themselves. */
  async decide(page: Page, member: StaffMember, appointment: string, form: FindingForm): Promise<string | undefined> {
    const { day, place, outcome, typed = '' } = form;
    const query = { day, place };
    if (typed.trim() !== '') return this.compare(page, member, appointment, typed, query);
    if (outcome === 'mismatch') {
      page.redirect(`/staff/counter/${appointment}/mismatch${suffixOf(query)}`);
      return undefined;
    }
    const document = documentIn(form);
    // Whoever presses Enter presses the first button. A form without any is none of this page.
    if (outcome === undefined)
      return this.showFinding(page, member, {
        appointment,
        query,
        document,
        message: page.t('staff-counter:finding.missing'),
        status: 400,
      });
    try {
      const stored = await this.checkIns.confirm(member, appointment, document, outcome === 'present' ? null : outcome);
      const message = page.t('staff-counter:finding.commitment');
      if (stored.outcome === 'mismatched') return await this.showFinding(page, member, { appointment, query, document, message });
    } catch (error) {
      return this.showFinding(page, member, { appointment, query, document, message: refusalText(page, error, 'counter') });
    }
    page.redirect(backTo({ ...query, done: appointment }));
    return undefined;
  }

  async showHandover(
    page: Page,
    member: StaffMember,
    appointment: string,
    { day, place }: CounterQuery,
    chosen: HandOverForm,
    errors: FieldErrors = {},
  ): Promise<string> {
    const finding = await this.findings.get(member, appointment, null);
    const hasErrors = Object.keys(errors).length > 0;
    return page.render({
      title: page.t('staff-counter:handover.title'),
      status: hasErrors ? 400 : 200,
      hasErrors,
      body: h(HandoverView, { member, finding, lists: LISTS, chosen, errors, kept: keptOf({ day, place }) }),
    });
  }

  async handOver(page: Page, member: StaffMember, appointment: string, form: HandOverForm): Promise<string | undefined> {
    const { parts = [], reason, handedTo, day, place } = form;
    const query = { day, place };
    if (parts.length === 0 || reason === undefined || handedTo === undefined) {
      const missing = page.t('staff-counter:handover.missing');
      const errors = {
        ...(parts.length === 0 ? { parts: page.t('staff-counter:handover.missing-part') } : {}),
        ...(reason === undefined ? { reason: missing } : {}),
        ...(handedTo === undefined ? { handedTo: page.t('staff-counter:handover.missing-whom') } : {}),
      };
      return this.showHandover(page, member, appointment, query, form, errors);
    }
    try {
      await this.checkIns.handOver(member, appointment, { parts, reason, handedTo });
    } catch (error) {
      return this.showFinding(page, member, { appointment, query, document: null, message: refusalText(page, error, 'counter') });
    }
    page.redirect(backTo({ ...query, done: appointment }));
    return undefined;
  }

  private async compare(page: Page, member: StaffMember, appointment: string, typed: string, query: CounterQuery): Promise<string> {
    const reading = this.search.readDocument(typed);
    if (reading !== null && 'document' in reading)
      return this.showFinding(page, member, { appointment, query, document: reading.document });
    if (reading === null) {
      // The next person's code, scanned too early.
      const found = await this.search.find(typed, query.day);
      if (found.kind === 'one') return this.showFinding(page, member, { ...found, query });
    }
    const message = page.t(`staff-counter:box.${reading?.trouble ?? 'none'}`);
    return this.showFinding(page, member, { appointment, query, document: null, message });
  }
}

function documentIn(form: FindingForm): ReadDocument | null {
  const { documentSurname: surname, documentGivenNames: givenNames, documentBirth: birth, documentCut } = form;
  if (surname === undefined || givenNames === undefined || birth === undefined) return null;
  return { surname, givenNames, birth, isCut: documentCut === 'yes' };
}

function keptOf({ day, place }: CounterQuery): Record<string, string> {
  return { ...(day === undefined ? {} : { day }), ...(place === undefined ? {} : { place }) };
}

function suffixOf({ done, ...query }: CounterQuery): string {
  const text = new URLSearchParams({ ...keptOf(query), ...(done === undefined ? {} : { done }) }).toString();
  return text === '' ? '' : `?${text}`;
}

function backTo(query: CounterQuery): string {
  return `/staff/counter${suffixOf(query)}`;
}
