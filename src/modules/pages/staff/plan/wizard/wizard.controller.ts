import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../../../platform/html';
import type { DomainError } from '../../../../../platform/http';
import { CurrentStaff, Requires, type StaffMember } from '../../../../staff';
import { WindowDrafts, type WindowQuestion } from '../../../../windows';
import { refusalText } from '../../refusal';
import { VersionForm } from '../plan-pages.dto';
import { CheckView } from './check-view';
import { PlansView } from './plans-view';
import { QuestionView } from './question-view';
import { readAnswer } from './read-answers';
import { typedAnswers } from './typed-answers';
import { BeginForm, CheckQuery, DraftParams, QuestionForm, QuestionParams, type TypedAnswers } from './wizard.dto';
import { PlansDesk } from './wizard.service';

/** Windows and templates in the making: one question a page, stored page by page. */
@ApiExcludeController()
@Controller(':language/staff/plans')
export class PlanWizardController {
  constructor(
    private readonly desk: PlansDesk,
    private readonly drafts: WindowDrafts,
  ) {}

  @Requires('see-windows')
  @Get()
  async list(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return page.render({ title: page.t('staff-plan:plans.title'), body: h(PlansView, { member, facts: await this.desk.list() }) });
  }

  @Requires('plan-windows')
  @Post()
  async begin(@Body() { service }: BeginForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<void> {
    const { id } = await this.drafts.begin(member, service);
    page.redirect(`/staff/plans/${id}/basics`);
  }

  @Requires('plan-windows')
  @Get(':draft')
  async goOn(@Param() { draft }: DraftParams, @OpenPage() page: Page): Promise<void> {
    page.redirect(`/staff/plans/${draft}/${await this.desk.placeToGoOn(draft)}`);
  }

  @Requires('plan-windows')
  @Get(':draft/check')
  async check(
    @Param() { draft }: DraftParams,
    @Query() { slots }: CheckQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const place = await this.desk.placeToGoOn(draft);
    if (place === 'check') return this.showCheck(page, member, draft, {}, slots);
    page.redirect(`/staff/plans/${draft}/${place}`);
    return undefined;
  }

  @Requires('plan-windows')
  @Post(':draft/finish')
  async finish(
    @Param() { draft }: DraftParams,
    @Body() { version }: VersionForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    try {
      await this.drafts.finish(draft, Number(version));
    } catch (error) {
      const text = refusalText(page, error, 'plan');
      // Whoever pressed twice finds what came of the first time in the list.
      if ((error as DomainError).code !== 'draft.finished') return this.showCheck(page, member, draft, { finish: text });
    }
    page.redirect('/staff/plans');
    return undefined;
  }

  @Requires('plan-windows')
  @Get(':draft/:question')
  async ask(@Param() { draft, question }: QuestionParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.showQuestion(page, member, draft, question);
  }

  /** Stores the page's answer, or shows it again: with what is wrong, or with the word that somebody else has stored a page meanwhile. */
  @Requires('plan-windows')
  @Post(':draft/:question')
  async answer(
    @Param() { draft, question }: QuestionParams,
    @Body() { version, ...typed }: QuestionForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const { draft: stored, groups } = await this.desk.open(draft);
    const context = { t: page.t, groups: groups.map(({ name }) => name), answers: stored.answers };
    const read = readAnswer(question, typed, context);
    if ('errors' in read) return this.showQuestion(page, member, draft, question, { typed, errors: read.errors });
    try {
      await this.drafts.store(member, draft, Number(version), read.answer);
    } catch (error) {
      return this.showQuestion(page, member, draft, question, { typed, errors: { version: refusalText(page, error, 'plan') } });
    }
    page.redirect(`/staff/plans/${draft}`);
    return undefined;
  }

  private async showQuestion(
    page: Page,
    member: StaffMember,
    id: string,
    question: WindowQuestion,
    back?: { typed: TypedAnswers; errors: FieldErrors },
  ): Promise<string> {
    const { draft, groups } = await this.desk.open(id);
    return page.render({
      title: page.t(`staff-plan:wizard.${question}.title`),
      status: back ? (back.errors.version ? 409 : 400) : 200,
      hasErrors: back !== undefined,
      body: h(QuestionView, {
        member,
        draft,
        question,
        groups,
        typed: back?.typed ?? typedAnswers(draft.answers, page.language),
        errors: back?.errors ?? {},
      }),
    });
  }

  private async showCheck(page: Page, member: StaffMember, id: string, errors: FieldErrors, slots?: string): Promise<string> {
    const hasErrors = Object.keys(errors).length > 0;
    const checked = await this.desk.check(id, slots);
    const title = page.t('staff-plan:check.title');
    return page.render({ title, status: hasErrors ? 409 : 200, hasErrors, body: h(CheckView, { member, checked, errors }) });
  }
}
