import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FieldErrors, OpenPage, Page } from '../../../../platform/html';
import { KeepingService, RemovalService, ReviewNotices } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { CRITICAL_DATE_SOURCES, KEEP_REASONS, LONGEST_OBJECTION, SUSPICIONS } from './review-choices';
import { MemberPages } from './member-pages.service';
import { ExcludeForm, KeepForm, MemberParams, MemberQuery, MergeForm, NoticeForm, ObjectionForm } from './review.dto';

type FieldNames =
  'keepReason' | 'criticalDateSource' | 'applicationRecorded' | 'via' | 'into' | 'mergeReason' | 'excludeReason' | 'suspicion' | 'text';

/** One registration of a cluster, and everything that can be decided about it. */
@ApiExcludeController()
@Controller(':language/staff/review/:id/:registration')
export class MemberPagesController {
  constructor(
    private readonly memberPages: MemberPages,
    private readonly keeping: KeepingService,
    private readonly removal: RemovalService,
    private readonly notices: ReviewNotices,
  ) {}

  @Requires('see-reviews')
  @Get()
  async show(
    @Param() params: MemberParams,
    @Query() { done }: MemberQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    return this.memberPages.show({ page: page, params, member }, { done });
  }

  @Requires('decide-reviews')
  @Post('keep')
  async keep(
    @Param() params: MemberParams,
    @Body() form: KeepForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const reason = KEEP_REASONS.find((each) => each === form.keepReason);
    const date = form.criticalDate?.trim() ?? '';
    const source = CRITICAL_DATE_SOURCES.find((each) => each === form.criticalDateSource);
    const { applicationRecorded } = form;
    const missing = {
      ...missingOf(page, { keepReason: reason }),
      // A date without its document weighs nothing, and what nobody has looked up is not "no".
      ...(date === '' ? {} : missingOf(page, { criticalDateSource: source, applicationRecorded })),
      ...(date === '' && (source !== undefined || applicationRecorded === 'yes')
        ? { criticalDate: page.t('staff-review:missing.date') }
        : {}),
      ...(date === '' || /^\d{4}-\d{2}-\d{2}$/.test(date) ? {} : { criticalDate: page.t('staff-review:missing.date') }),
    };
    const recorded = applicationRecorded === 'unknown' ? {} : { applicationRecorded: applicationRecorded === 'yes' };
    const facts = { criticalDate: date, criticalDateSource: source!, ...recorded };
    const taken = { typed: form, missing, field: 'keepReason', done: 'keep' as const };
    return this.memberPages.take({ page, params, member }, taken, () =>
      this.keeping.keepMember(params.id, params.registration, { reason: reason!, facts: date === '' ? undefined : facts }, member.name),
    );
  }

  @Requires('decide-reviews')
  @Post('notice')
  async notify(
    @Param() params: MemberParams,
    @Body() form: NoticeForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const suspicion = SUSPICIONS.find((each) => each === form.suspicion);
    const taken = { typed: form, missing: missingOf(page, { suspicion }), field: 'suspicion', done: 'notice' as const };
    return this.memberPages.take({ page, params, member }, taken, () => this.notices.send(params.registration, suspicion!, member));
  }

  @Requires('decide-reviews')
  @Post('objection')
  async object(
    @Param() params: MemberParams,
    @Body() form: ObjectionForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const text = form.text?.trim() ?? '';
    const via = form.via === '' ? undefined : form.via;
    const isTaken = text !== '' && text.length <= LONGEST_OBJECTION;
    const taken = {
      typed: form,
      missing: missingOf(page, { text: isTaken || undefined, via }),
      field: 'text',
      done: 'objection' as const,
    };
    return this.memberPages.take({ page, params, member }, taken, () => this.notices.take(params.registration, text, via!, member));
  }

  @Requires('ask-for-exclusions')
  @Post('merge')
  async merge(
    @Param() params: MemberParams,
    @Body() form: MergeForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const { into, mergeReason } = form;
    const taken = { typed: form, missing: missingOf(page, { into, mergeReason }), field: 'into', done: 'asked' as const };
    return this.memberPages.take({ page, params, member }, taken, () =>
      this.removal.askToMerge(member, params.registration, into!, mergeReason!),
    );
  }

  @Requires('ask-for-exclusions')
  @Post('exclude')
  async exclude(
    @Param() params: MemberParams,
    @Body() form: ExcludeForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const { excludeReason } = form;
    const taken = { typed: form, missing: missingOf(page, { excludeReason }), field: 'excludeReason', done: 'asked' as const };
    return this.memberPages.take({ page, params, member }, taken, () =>
      this.removal.askToExclude(member, params.registration, excludeReason!),
    );
  }
}

/** A sentence for each field without an answer. */
function missingOf({ t }: Page, answers: Partial<Record<FieldNames, unknown>>): FieldErrors {
  const names = (Object.keys(answers) as FieldNames[]).filter((name) => answers[name] === undefined);
  return Object.fromEntries(names.map((name) => [name, t(`staff-review:missing.${name}`)]));
}
