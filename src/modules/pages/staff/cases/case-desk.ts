import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import type { Page } from '../../../../platform/html';
import { describeProblem, DomainError } from '../../../../platform/http';
import { Callers, type StaffCase, StaffCases } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { callerKeyOf } from '../assist/assist-fields';
import { refusalText } from '../refusal';
import { type ActOnCase, CaseSearchView } from './case-search-view';
import type { FindCaseForm } from './cases.dto';

/** Where whoever asks is no judge of the case and a number alone must give no name. */
const NEEDS_BIRTH_DATE: readonly ActOnCase[] = ['correction'];

/** The way to an act about one registration: its case number is typed, and one of what is found is chosen. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly cases: StaffCases,
    private readonly callers: Callers,
  ) {}

  begin(page: Page, member: StaffMember, act: ActOnCase, asked: boolean): string {
    return this.show(page, act, { member, act, asked }, 200);
  }

  async find(page: Page, member: StaffMember, act: ActOnCase, { caseNumber = '', birthDate = '' }: FindCaseForm): Promise<string> {
    const typed = { caseNumber, birthDate };
    try {
      const found = await (NEEDS_BIRTH_DATE.includes(act) ? this.lookUp(member, typed) : this.cases.findByCaseNumber(caseNumber));
      const error = found.length === 0 ? page.t('staff-acts:case.none') : undefined;
      return this.show(page, act, { member, act, found, typed, error }, found.length === 0 ? 404 : 200);
    } catch (error) {
      return this.show(page, act, { member, act, typed, error: refusalText(page, error, 'acts') }, describeProblem(error).status);
    }
  }

  /** Shows names, which is written down. */
  private async lookUp(member: StaffMember, typed: { caseNumber: string; birthDate: string }): Promise<StaffCase[]> {
    const ids = await this.callers.lookUp(member, callerKeyOf(typed));
    const found: StaffCase[] = [];
    for (const id of ids) found.push(...[await this.cases.find(id)].filter((each) => each !== null));
    return found;
  }

  private show(page: Page, act: ActOnCase, props: Omit<Parameters<typeof CaseSearchView>[0], 'asksBirthDate'>, status: number): string {
    const body = h(CaseSearchView, { ...props, asksBirthDate: NEEDS_BIRTH_DATE.includes(act) });
    const hasErrors = props.error !== undefined;
    return page.render({ title: page.t(`staff-acts:${act}.title`), wide: props.typed !== undefined, hasErrors, status, body });
  }

  /** @throws DomainError `<act>.unknown-registration` */
  async get(registration: string, act: ActOnCase): Promise<StaffCase> {
    const found = await this.cases.find(registration);
    if (found === null) throw new DomainError('not-found', `${act}.unknown-registration`, 'There is no such registration.');
    return found;
  }
}
