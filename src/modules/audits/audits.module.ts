import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { AppointmentsModule } from '../appointments';
import { AuditLogModule } from '../audit-log';
import { DrawsModule } from '../draws';
import { IdentityModule } from '../identity';
import { OfferReportsModule } from '../offer-reports';
import { RegistrationsModule } from '../registrations';
import { StaffModule } from '../staff';
import { WindowsModule } from '../windows';
import { AuditExportRow, AuditFindingRow, AuditOpeningRow, AuditSampleEntryRow, AuditSampleRow } from './audit.entities';
import { AuditFindings } from './audit-findings.service';
import { AuditSamplesRepository } from './audit-samples.repository';
import { AuditSamples } from './audit-samples.service';
import { AuditsController } from './audits.controller';
import { AuditsProcessor } from './audits.processor';
import { AUDITS_QUEUE, AuditsScheduler } from './audits.scheduler';
import { AuditReadingController } from './audit-reading.controller';
import { DrawEvidenceService } from './draw-evidence.service';
import { DrawVerification } from './draw-verification.service';
import { EntryOpening } from './entry-opening.service';
import { EvidenceExport } from './evidence-export.service';
import { EvidencePaper } from './evidence-paper.service';
import { EvidenceRepository } from './evidence.repository';
import { LedgerLinesService } from './ledger-lines.service';
import { ManualActs } from './manual-acts.service';
import { RevocationEvidenceRepository } from './revocation-evidence.repository';
import { RevocationEvidenceService } from './revocation-evidence.service';
import { SampleDrawing } from './sample-drawing.service';

const ROWS = [AuditSampleRow, AuditSampleEntryRow, AuditOpeningRow, AuditFindingRow, AuditExportRow];
const INNER = [
  EvidenceRepository,
  EntryOpening,
  DrawEvidenceService,
  RevocationEvidenceRepository,
  RevocationEvidenceService,
  EvidencePaper,
];
const SERVICES = [AuditSamples, AuditFindings, DrawVerification, EvidenceExport, LedgerLinesService, ManualActs];

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
      AppointmentsModule.forRole(role),
      OfferReportsModule.forRole(role),
      WindowsModule.forRole(role),
    ],
    controllers: role.web ? [AuditsController, AuditReadingController] : [],
    providers: [
      AuditSamplesRepository,
      SampleDrawing,
      ...(role.web ? [...INNER, ...SERVICES] : []),
      ...(role.worker ? [AuditsScheduler, AuditsProcessor] : []),
    ],
    exports: role.web ? SERVICES : [],
  }));
}
