export { CaseImportService, type CaseImportReport } from './case-import.service';
export { CaseRecordRow } from './case-record.entity';
export {
  type CaseCheck,
  type CaseFacts,
  type CaseQuestion,
  CaseRegister,
  CRITICAL_DATE_SOURCES,
  type CriticalDateSource,
} from './case-register';
export { type CaseKeys, IdentityKeys, type IdentityKeySet } from './identity-keys';
export { IdentityModule } from './identity.module';
export { compareSpellings, countEdits, type NameDistance } from './name-distance';
export { deriveNameForms } from './name-forms';
export { compareNames, type NameComparison, type PartComparison } from './name-comparison';
