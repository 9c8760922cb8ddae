import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { AuditLogModule } from '../audit-log';
import { DrawsModule } from '../draws';
import { IdentityModule } from '../identity';
import { RegistrationsModule } from '../registrations';
import { StaffModule } from '../staff';
import { AuditExportRow, AuditFindingRow, AuditOpeningRow, AuditSampleEntryRow, AuditSampleRow } from './audit.entities';
import { AuditFindings } from './audit-findings.service';
import { AuditSamplesRepository } from './audit-samples.repository';
import { AuditSamples } from './audit-samples.service';
import { AuditsController } from './audits.controller';
import { AuditsProcessor } from './audits.processor';
import { AUDITS_QUEUE, AuditsScheduler } from './audits.scheduler';
import { EntryOpening } from './entry-opening.service';
import { EvidenceRepository } from './evidence.repository';
import { SampleDrawing } from './sample-drawing.service';

const ROWS = [AuditSampleRow, AuditSampleEntryRow, AuditOpeningRow, AuditFindingRow, AuditExportRow];
const WEB = [AuditSamples, AuditFindings, EntryOpening, EvidenceRepository];

/** The auditor's desk: looks at everything the other modules have written, and writes down nothing but the audit itself. */
@Module({})
export class AuditsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: AuditsModule,
    imports: [
      TypeOrmModule.forFeature(ROWS),
      registerQueue(AUDITS_QUEUE),
      AuditLogModule.forRole(role),
      StaffModule.forRole(role),
      IdentityModule.forRole(role),
      RegistrationsModule.forRole(role),
      DrawsModule.forRole(role),
    ],
    controllers: role.web ? [AuditsController] : [],
    providers: [
      AuditSamplesRepository,
      SampleDrawing,
      ...(role.web ? WEB : []),
      ...(role.worker ? [AuditsScheduler, AuditsProcessor] : []),
    ],
    exports: role.web ? WEB : [],
  }));
}
