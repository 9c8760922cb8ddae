import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentStaff, Requires, type StaffMember } from '../../staff';
import { WindowIdParam } from '../slots.dto';
import { CapacityPatterns, type StoredPattern } from './capacity-patterns.service';
import { type CapacityPlan, CapacityPlanning } from './capacity-planning.service';
import { PlanCapacityDto, ServicePathParams, StoreCapacityDto } from './capacity.dto';

/** Capacity patterns, and the slots that windows get out of them. */
@Controller('api/staff')
export class CapacityController {
  constructor(
    private readonly patterns: CapacityPatterns,
    private readonly planning: CapacityPlanning,
  ) {}

  /** What a service's counters can do in an ordinary week; version 0 where nobody has planned it yet. */
  @Requires('see-slots')
  @Get('capacity/:authority/:service')
  async getPattern(@Param() { authority, service }: ServicePathParams): Promise<StoredPattern> {
    return this.patterns.get(`${authority}/${service}`);
  }

  /** Stores the next version. Refused where somebody else has stored one meanwhile. */
  @Requires('plan-slots')
  @Post('capacity/:authority/:service')
  @HttpCode(200)
  async storePattern(
    @Param() { authority, service }: ServicePathParams,
    @Body() { version, pattern }: StoreCapacityDto,
    @CurrentStaff() member: StaffMember,
  ): Promise<StoredPattern> {
    return this.patterns.store(member, `${authority}/${service}`, version, pattern);
  }

  /** Makes a window's slots out of its service's pattern, or says what would be made. All or nothing; the same days twice are once. */
  @Requires('plan-slots')
  @Post('windows/:id/slots/from-pattern')
  @HttpCode(200)
  async plan(@Param() { id }: WindowIdParam, @Body() { from, until, dryRun }: PlanCapacityDto): Promise<CapacityPlan> {
    return this.planning.plan(id, from, until, dryRun ?? false);
  }
}
