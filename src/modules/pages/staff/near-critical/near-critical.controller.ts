import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { Clock } from '../../../../platform/clock';
import { OpenPage, Page } from '../../../../platform/html';
import { NearCriticalService } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { officeDate } from '../../../windows';
import { NearCriticalView } from './near-critical-view';

/** Whom the office has to call. */
@ApiExcludeController()
@Controller(':language/staff/near-critical')
export class NearCriticalController {
  constructor(
    private readonly nearCritical: NearCriticalService,
    private readonly clock: Clock,
  ) {}

  @Requires('see-near-critical')
  @Get()
  async show(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const people = await this.nearCritical.list();
    const today = officeDate(this.clock.seconds());
    return page.render({ title: page.t('staff-plan:near.title'), wide: true, body: h(NearCriticalView, { member, people, today }) });
  }
}
