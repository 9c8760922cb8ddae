import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { createValidationPipe } from '../../platform/http';
import { Requires } from '../staff';
import { type SlotImportReport, SlotImportService } from './slot-import.service';
import { type InventoryView, SlotListService } from './slot-list.service';
import { SlotImportBody, SlotImportQuery, WindowIdParam } from './slots.dto';

/** The capacity of a window. */
@Controller('api/staff/windows/:id/slots')
export class SlotsController {
  private readonly validation = createValidationPipe();

  constructor(
    private readonly imports: SlotImportService,
    private readonly slots: SlotListService,
  ) {}

  /**
   * Takes over a file of slots, as `text/csv` or as JSON `{csv, dryRun}`. Columns: group, counter, starts_at, ends_at,
   * label, place, and slot_id where the office names its slots. All or nothing; the same file twice is once.
   */
  @Requires('plan-slots')
  @Post()
  @HttpCode(200)
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ type: SlotImportBody })
  async import(@Param() { id }: WindowIdParam, @Query() query: SlotImportQuery, @Body() body: unknown): Promise<SlotImportReport> {
    if (typeof body === 'string') return this.imports.import(id, body, query.dryRun === 'true');
    const { csv, dryRun } = (await this.validation.transform(body ?? {}, { type: 'body', metatype: SlotImportBody })) as SlotImportBody;
    return this.imports.import(id, csv, dryRun ?? query.dryRun === 'true');
  }

  /** Every slot of a window with its state, and how many there are of each state, group and label. */
  @Requires('see-slots')
  @Get()
  async list(@Param() { id }: WindowIdParam): Promise<InventoryView> {
    return this.slots.list(id);
  }
}
