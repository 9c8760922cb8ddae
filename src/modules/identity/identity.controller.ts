import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { createValidationPipe } from '../../platform/http';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { type CaseImportReport, CaseImportService } from './case-import.service';
import { CaseImportBody, CaseImportQuery } from './identity.dto';

/** How the office keeps this service's copy of its case register up to date. */
@Controller('api/staff/case-register')
export class IdentityController {
  private readonly validation = createValidationPipe();

  constructor(private readonly imports: CaseImportService) {}

  /**
   * Takes over a file of plain or keyed rows, as `text/csv` or as JSON `{csv, dryRun}`. All or nothing; the same file
   * twice is once.
   */
  @Requires('import-cases')
  @Post('imports')
  @HttpCode(200)
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ type: CaseImportBody })
  async import(@CurrentStaff() member: StaffMember, @Query() query: CaseImportQuery, @Body() body: unknown): Promise<CaseImportReport> {
    if (typeof body === 'string') return this.imports.import(query.authority, body, query.dryRun === 'true', member.name);
    const { csv, dryRun } = (await this.validation.transform(body ?? {}, { type: 'body', metatype: CaseImportBody })) as CaseImportBody;
    return this.imports.import(query.authority, csv, dryRun ?? query.dryRun === 'true', member.name);
  }
}
