import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import type { Page } from '../../../../platform/html';
import { DomainError } from '../../../../platform/http';
import { type StaffCase, StaffCases } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { type ActOnCase, CaseSearchView } from './case-search-view';

/** The way to an act about one registration: its case number is typed, and one of what is found is chosen. */
@Injectable()
export class CaseDesk {
  constructor(private readonly cases: StaffCases) {}

  begin(page: Page, member: StaffMember, act: ActOnCase, asked: boolean): string {
    return page.render({ title: page.t(`staff-acts:${act}.title`), body: h(CaseSearchView, { member, act, asked }) });
  }

  async find(page: Page, member: StaffMember, act: ActOnCase, caseNumber: string): Promise<string> {
    const found = await this.cases.findByCaseNumber(caseNumber);
    const isEmpty = found.length === 0;
    const body = h(CaseSearchView, { member, act, found, caseNumber });
    return page.render({ title: page.t(`staff-acts:${act}.title`), wide: true, hasErrors: isEmpty, status: isEmpty ? 404 : 200, body });
  }

  /** @throws DomainError `<act>.unknown-registration` */
  async get(registration: string, act: ActOnCase): Promise<StaffCase> {
    const found = await this.cases.find(registration);
    if (found === null) throw new DomainError('not-found', `${act}.unknown-registration`, 'There is no such registration.');
    return found;
  }
}
