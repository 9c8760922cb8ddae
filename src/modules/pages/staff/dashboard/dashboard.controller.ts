import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { DashboardView } from './dashboard-view';
import { WindowDesk } from './window-desk.service';

/** Everything that runs. With script the page keeps itself up to date. */
@ApiExcludeController()
@Controller(':language/staff/windows')
export class DashboardController {
  constructor(private readonly desk: WindowDesk) {}

  @Requires('see-windows')
  @Get()
  async show(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const title = page.t('staff:windows.title');
    return page.render({
      title,
      wide: true,
      scripts: ['desk-live.js'],
      body: h(DashboardView, { member, facts: await this.desk.open(member) }),
    });
  }
}
