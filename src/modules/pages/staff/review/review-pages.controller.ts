import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { ClusterViewService, KeepingService, ReviewListService } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { refusalText } from '../refusal';
import { ClusterPageView } from './cluster-page-view';
import { ClusterParams, ClusterQuery, KeepAllForm, RegistrationParams, ReviewQuery } from './review.dto';
import { KEEP_REASONS } from './review-choices';
import { ReviewListView } from './review-list-view';

/** The review list and its clusters. */
@ApiExcludeController()
@Controller(':language/staff/review')
export class ReviewPagesController {
  constructor(
    private readonly reviewList: ReviewListService,
    private readonly views: ClusterViewService,
    private readonly keeping: KeepingService,
  ) {}

  @Requires('see-reviews')
  @Get()
  async list(@Query() { after, done }: ReviewQuery, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const list = await this.reviewList.list(after);
    const body = h(ReviewListView, { member, list, done: done === 'yes' });
    return page.render({ title: page.t('staff-review:title'), wide: true, body });
  }

  /** The way from a request to the registration that it is about. */
  @Requires('see-reviews')
  @Get('of/:registration')
  async find(@Param() { registration }: RegistrationParams, @OpenPage() page: Page): Promise<void> {
    page.redirect(`/staff/review/${await this.reviewList.findClusterOf(registration)}/${registration}`);
  }

  @Requires('see-reviews')
  @Get(':id')
  async show(
    @Param() { id }: ClusterParams,
    @Query() { page: number }: ClusterQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    return this.showCluster(page, member, id, { number: Number(number ?? 1) });
  }

  @Requires('decide-reviews')
  @Post(':id')
  async keepAll(
    @Param() { id }: ClusterParams,
    @Body() { reason }: KeepAllForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const known = KEEP_REASONS.find((each) => each === reason);
    if (known === undefined) return this.showCluster(page, member, id, { refusal: page.t('staff-review:missing.reason') });
    try {
      await this.keeping.keepAll(id, known, member.name);
    } catch (error) {
      return this.showCluster(page, member, id, { refusal: refusalText(page, error, 'review') });
    }
    page.redirect('/staff/review?done=yes');
    return undefined;
  }

  private async showCluster(
    page: Page,
    member: StaffMember,
    id: string,
    { number = 1, refusal }: { number?: number; refusal?: string },
  ): Promise<string> {
    const cluster = await this.views.get(id, number);
    const hasErrors = refusal !== undefined;
    const body = h(ClusterPageView, { member, cluster, refusal });
    return page.render({ title: page.t('staff-review:cluster.title'), wide: true, status: hasErrors ? 400 : 200, hasErrors, body });
  }
}
