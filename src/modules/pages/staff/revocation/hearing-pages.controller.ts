import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../../platform/html';
import { DROP_REASONS, HEARING_REASONS, Hearings, RevocationService } from '../../../appointments';
import { LONGEST_OBJECTION } from '../../../registrations';
import { CurrentStaff, mayDo, Requires, type StaffMember } from '../../../staff';
import { takeForm } from '../refusal';
import type { Typed } from './hearing-forms';
import { HearingPageView } from './hearing-page-view';
import { RevocationDesk } from './revocation-desk.service';
import { AppointmentParams, type Done, DoneQuery, DropForm, OpenHearingForm, TakeAnswerForm } from './revocation.dto';

/** One appointment: hearing its holder, and asking for the revocation. */
@ApiExcludeController()
@Controller(':language/staff/revocation/:appointment')
export class HearingPagesController {
  constructor(
    private readonly desk: RevocationDesk,
    private readonly hearings: Hearings,
    private readonly revocation: RevocationService,
  ) {}

  @Requires('see-revocations')
  @Get()
  async show(
    @Param() { appointment }: AppointmentParams,
    @Query() { done }: DoneQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    return this.render(page, member, appointment, { done });
  }

  @Requires('hold-hearings')
  @Post('hearing')
  async open(
    @Param() { appointment }: AppointmentParams,
    @Body() form: OpenHearingForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const reason = HEARING_REASONS.find((each) => each === form.reason);
    const errors: FieldErrors = reason ? {} : { reason: page.t('staff-acts:revocation.hear.missing') };
    return this.act(page, member, appointment, { typed: form, errors, done: 'opened' }, () =>
      this.hearings.open(appointment, reason!, form.reports ?? [], member),
    );
  }

  @Requires('hold-hearings')
  @Post('answer')
  async take(
    @Param() { appointment }: AppointmentParams,
    @Body() form: TakeAnswerForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const text = form.text?.trim() ?? '';
    const errors = {
      ...(text === '' ? { text: page.t('staff-acts:revocation.take.missing') } : {}),
      ...(text.length > LONGEST_OBJECTION ? { text: page.t('own:notice.long') } : {}),
      ...(form.via ? {} : { via: page.t('staff-acts:revocation.take.missing-via') }),
    };
    return this.act(page, member, appointment, { typed: form, errors, done: 'answer' }, () =>
      this.hearings.take(appointment, text, form.via!, member),
    );
  }

  @Requires('ask-for-revocations')
  @Post('request')
  async ask(
    @Param() { appointment }: AppointmentParams,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    return this.act(page, member, appointment, { typed: {}, errors: {}, done: 'asked' }, () => this.revocation.ask(member, appointment));
  }

  @Requires('hold-hearings')
  @Post('drop')
  async drop(
    @Param() { appointment }: AppointmentParams,
    @Body() form: DropForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const reason = DROP_REASONS.find((each) => each === form.dropReason);
    const errors: FieldErrors = reason ? {} : { dropReason: page.t('staff-acts:revocation.drop.missing') };
    return this.act(page, member, appointment, { typed: form, errors, done: 'dropped' }, () =>
      this.hearings.drop(appointment, reason!, member.name),
    );
  }

  /** Comes back to the page: with what was done, or with what was in the way. */
  private async act(
    page: Page,
    member: StaffMember,
    appointment: string,
    { typed, errors, done }: { typed: Typed; errors: FieldErrors; done: Done },
    work: () => Promise<unknown>,
  ): Promise<string | undefined> {
    const next = `/staff/revocation/${appointment}?done=${done}`;
    return takeForm(page, { area: 'acts', errors, next }, work, (reason) => this.render(page, member, appointment, { typed, ...reason }));
  }

  private async render(
    page: Page,
    member: StaffMember,
    appointment: string,
    { typed = {}, errors = {}, ...shown }: { typed?: Typed; errors?: FieldErrors; done?: Done; refusal?: string },
  ): Promise<string> {
    const about = await this.desk.get(appointment, mayDo(member.roles, 'hold-hearings'));
    const hasErrors = Object.keys(errors).length > 0;
    const status = hasErrors ? 400 : shown.refusal === undefined ? 200 : 409;
    const body = h(HearingPageView, { member, about, typed, errors, ...shown });
    return page.render({ title: page.t('staff-acts:revocation.appointment'), status, hasErrors, body });
  }
}
