import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { HearingViews, RevocationService } from '../../../appointments';
import { CurrentStaff, mayDo, Requires, type StaffMember } from '../../../staff';
import { refusalText } from '../refusal';
import { RevocationDesk } from './revocation-desk.service';
import { FindAppointmentForm } from './revocation.dto';
import { RevocationListView } from './revocation-list-view';

/** Reports of offers to sell an appointment, hearings, and the way to an appointment by its number. */
@ApiExcludeController()
@Controller(':language/staff/revocation')
export class RevocationPagesController {
  constructor(
    private readonly desk: RevocationDesk,
    private readonly hearings: HearingViews,
    private readonly revocation: RevocationService,
  ) {}

  @Requires('see-revocations')
  @Get()
  async list(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.show(page, member);
  }

  @Requires('hold-hearings')
  @Post()
  async find(
    @Body() { number = '' }: FindAppointmentForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    try {
      page.redirect(`/staff/revocation/${await this.revocation.findByNumber(number)}`);
      return undefined;
    } catch (error) {
      return this.show(page, member, { number, error: refusalText(page, error, 'acts') });
    }
  }

  private async show(page: Page, member: StaffMember, typed: { number?: string; error?: string } = {}): Promise<string> {
    const hasErrors = typed.error !== undefined;
    const hearings = await this.hearings.list();
    const reports = mayDo(member.roles, 'see-offer-reports') ? await this.desk.listReports() : [];
    const body = h(RevocationListView, { member, hearings, reports, ...typed });
    return page.render({ title: page.t('staff-acts:revocation.title'), wide: true, status: hasErrors ? 404 : 200, hasErrors, body });
  }
}
