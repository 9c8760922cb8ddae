import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { ApprovalView } from '../../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../../staff';
import { type ClusterView, ClusterViewService } from './cluster-view.service';
import { KeepingService, type ReviewAnswer } from './keeping.service';
import { RemovalService } from './removal.service';
import { type ClusterPage, ReviewListService } from './review-list.service';
import { type NoticeView, ReviewNotices } from './review-notices.service';
import { KeepAllDto, KeepDto, MergeDto, NoticeDto, ReasonDto, ReviewListQuery, ReviewParam, TakenObjectionDto } from './reviews.dto';

/** What staff see of the review, and what they decide in it. */
@Controller('api/staff/reviews')
export class ReviewsController {
  constructor(
    private readonly reviewList: ReviewListService,
    private readonly views: ClusterViewService,
    private readonly keeping: KeepingService,
  ) {}

  /** Clusters of registrations that wait for a decision, the strongest first. */
  @Requires('see-reviews')
  @Get()
  async list(@Query() { after }: ReviewListQuery): Promise<ClusterPage> {
    return this.reviewList.list(after);
  }

  /** One of them, with the data that it takes to decide. */
  @Requires('see-reviews')
  @Get(':id')
  async get(@Param() { id }: ReviewParam): Promise<ClusterView> {
    return this.views.get(id);
  }

  /** Keeps everybody in it for one reason, where all questions are only hints. */
  @Requires('decide-reviews')
  @Post(':id/keep')
  @HttpCode(200)
  async keepAll(
    @Param() { id }: ReviewParam,
    @Body() { reason }: KeepAllDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<{ answered: number }> {
    return { answered: await this.keeping.keepAll(id, reason, staff.name) };
  }

  /** Answers one question: its registration takes part. */
  @Requires('decide-reviews')
  @Post('questions/:id/keep')
  @HttpCode(200)
  async keep(@Param() { id }: ReviewParam, @Body() body: KeepDto, @CurrentStaff() staff: StaffMember): Promise<ReviewAnswer> {
    return this.keeping.keep(id, body, staff.name);
  }
}

/** What takes a notice, and two people. */
@Controller('api/staff/registrations')
export class RemovalController {
  constructor(
    private readonly notices: ReviewNotices,
    private readonly removal: RemovalService,
  ) {}

  /** Tells somebody that their registration may be excluded, and until when they can object. */
  @Requires('decide-reviews')
  @Post(':id/notice')
  @HttpCode(200)
  async notify(@Param() { id }: ReviewParam, @Body() { suspicion }: NoticeDto, @CurrentStaff() staff: StaffMember): Promise<NoticeView> {
    return this.notices.send(id, suspicion, staff);
  }

  /** Keeps what somebody says by phone or letter. */
  @Requires('take-objections')
  @Post(':id/objection')
  @HttpCode(200)
  async object(
    @Param() { id }: ReviewParam,
    @Body() { text, via }: TakenObjectionDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<{ objectedAt: string | null }> {
    const { objectedAt } = await this.notices.take(id, text, via, staff);
    return { objectedAt };
  }

  /** Asks to exclude a registration; a second person decides. */
  @Requires('ask-for-exclusions')
  @Post(':id/exclusion')
  async askToExclude(
    @Param() { id }: ReviewParam,
    @Body() { reason }: ReasonDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<ApprovalView> {
    return this.removal.askToExclude(staff, id, reason);
  }

  /** Asks to merge a registration into another; a second person decides. */
  @Requires('ask-for-exclusions')
  @Post(':id/merger')
  async askToMerge(
    @Param() { id }: ReviewParam,
    @Body() { into, reason }: MergeDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<ApprovalView> {
    return this.removal.askToMerge(staff, id, into, reason);
  }
}
