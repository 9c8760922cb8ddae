import { AuditLogModule } from '../../../audit-log';
import { AuditsModule } from '../../../audits';
import { AuditDrawsController } from './audit-draws.controller';
import { AuditLogPagesController } from './audit-log.controller';
import { AuditReadingPagesController } from './audit-reading.controller';
import { AuditSamplesPagesController } from './audit-samples.controller';

/** The auditor's pages, and what they are made of. */
export const AUDIT_PAGES = {
  modules: [AuditLogModule, AuditsModule],
  controllers: [AuditDrawsController, AuditLogPagesController, AuditReadingPagesController, AuditSamplesPagesController],
};
