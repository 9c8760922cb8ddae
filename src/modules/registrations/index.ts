export type { AnsweredContext, AnswerOutcome } from './offer-answers.service';
export { RegistrationRow, type ContactKind, type RegistrationChannel, type RegistrationState } from './registration.entity';
export { type Contact, RegistrationVault } from './registration-vault';
export { PrivateLinks } from './private-links';
export { ReceiptsLog } from './receipts-log.service';
export { type OwnKey, type ProvenKey } from './registration-access.service';
export { RegistrationsModule } from './registrations.module';
export { type FreezeCandidate, type FreezeQuery, type OpenedIdentity, StandingRegistrations } from './standing-registrations.service';
