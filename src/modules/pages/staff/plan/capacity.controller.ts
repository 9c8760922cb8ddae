import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page, type PageOptions } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { type CapacityDesk, CapacityEditing, type Conflict, type Edited } from './capacity-editing.service';
import { CapacityListView, CapacityView } from './capacity-view';
import { readDaysOff, typedDaysOff } from './days-off-form';
import { DaysOffView } from './days-off-view';
import { DaysOffForm, ServiceDeskParams, ShiftForm, ShiftParams, VersionForm } from './plan-pages.dto';
import { readShift, typedShift } from './shift-form';
import { ShiftView } from './shift-view';

/** What counters can do in an ordinary week. Slots are made of it for one window at a time. */
@ApiExcludeController()
@Controller(':language/staff/capacity')
export class CapacityPagesController {
  constructor(private readonly editing: CapacityEditing) {}

  @Requires('see-slots')
  @Get()
  async list(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const services = await this.editing.listServices();
    return page.render({ title: page.t('staff-plan:capacity.title'), body: h(CapacityListView, { member, services }) });
  }

  @Requires('see-slots')
  @Get(':authority/:service')
  async show(@Param() params: ServiceDeskParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const desk = await this.editing.open(pathOf(params));
    return page.render({ title: page.t('staff-plan:capacity.title'), wide: true, body: h(CapacityView, { member, desk }) });
  }

  @Requires('plan-slots')
  @Get(':authority/:service/shifts/:shift')
  async showShift(@Param() params: ShiftParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const desk = await this.editing.open(pathOf(params));
    const shift = params.shift === 'new' ? null : this.editing.shiftOf(desk, params.shift);
    const props = { member, desk, shiftId: params.shift, typed: shift ? typedShift(shift) : { minutes: '20', label: 'general' } };
    return page.render({ title: page.t('staff-plan:shift.title'), body: h(ShiftView, { ...props, errors: {} }) });
  }

  /** Somebody else may have been quicker: then what was typed comes back with what they have done, and a second press stores it on top. */
  @Requires('plan-slots')
  @Post(':authority/:service/shifts/:shift')
  async storeShift(
    @Param() params: ShiftParams,
    @Body() { version, ...typed }: ShiftForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const desk = await this.editing.open(pathOf(params));
    const read = readShift(
      params.shift,
      typed,
      desk.groups.map(({ name }) => name),
      page.t,
    );
    const edited: Edited = 'errors' in read ? read : await this.editing.storeShift(page, member, desk, Number(version), read.shift);
    return this.answer(page, edited, params, (now) => ({
      title: page.t('staff-plan:shift.title'),
      body: h(ShiftView, { member, shiftId: params.shift, typed, ...now }),
    }));
  }

  @Requires('plan-slots')
  @Post(':authority/:service/shifts/:shift/remove')
  async removeShift(
    @Param() params: ShiftParams,
    @Body() { version }: VersionForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const desk = await this.editing.open(pathOf(params));
    const edited = await this.editing.removeShift(page, member, desk, Number(version), params.shift);
    return this.answer(page, edited, params, (now) => ({
      title: page.t('staff-plan:capacity.title'),
      body: h(CapacityView, { member, ...now }),
      wide: true,
    }));
  }

  @Requires('plan-slots')
  @Get(':authority/:service/days-off')
  async showDaysOff(@Param() params: ServiceDeskParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const desk = await this.editing.open(pathOf(params));
    const typed = typedDaysOff(desk.stored.pattern, page.language);
    return page.render({ title: page.t('staff-plan:days-off.title'), body: h(DaysOffView, { member, desk, typed, errors: {} }) });
  }

  @Requires('plan-slots')
  @Post(':authority/:service/days-off')
  async storeDaysOff(
    @Param() params: ServiceDeskParams,
    @Body() { version, ...typed }: DaysOffForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const desk = await this.editing.open(pathOf(params));
    const read = readDaysOff(typed, page.t);
    const edited: Edited = 'errors' in read ? read : await this.editing.storeDaysOff(page, member, desk, Number(version), read.daysOff);
    return this.answer(page, edited, params, (now) => ({
      title: page.t('staff-plan:days-off.title'),
      body: h(DaysOffView, { member, typed, ...now }),
    }));
  }

  private async answer(
    page: Page,
    edited: Edited,
    params: ServiceDeskParams,
    show: (now: { desk: CapacityDesk; errors: FieldErrors; conflict?: Conflict }) => PageOptions,
  ): Promise<string | undefined> {
    if (edited === 'stored') {
      page.redirect(`/staff/capacity/${pathOf(params)}`);
      return undefined;
    }
    const desk = await this.editing.open(pathOf(params));
    const { errors, conflict } = edited;
    return page.render({ ...show({ desk, errors, conflict }), status: conflict ? 409 : 400, hasErrors: true });
  }
}

function pathOf({ authority, service }: ServiceDeskParams): string {
  return `${authority}/${service}`;
}
