import { formatTime } from '../../core';
import type { RegistrationChannel, RegistrationRow, RegistrationState } from './registration.entity';
import { type Claims, type Contact, namesOf, type RegistrationVault, splitIdentity } from './registration-vault';

/** A registration as staff who have to decide or to help see it. */
export interface StaffView {
  readonly registration: string;
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly state: RegistrationState;
  readonly channel: RegistrationChannel;
  /** Pseudonym of the member of staff who registered the person; null online. */
  readonly registeredBy: string | null;
  readonly receivedAt: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly caseNumber: string;
  /** What the person says; weighs nothing. */
  readonly claims: Claims;
  readonly contact: Contact;
  readonly representative: { readonly name: string; readonly contact: string | null } | null;
}

/** Opens a registration for staff. @throws Error when its personal data have been erased */
export function openForStaff(row: RegistrationRow, service: { authority: string; slug: string }, vault: RegistrationVault): StaffView {
  const part = vault.open(row);
  const { claims, contact, representative } = part;
  return {
    registration: row.id,
    service: `${service.authority}/${service.slug}`,
    state: row.state,
    channel: row.channel,
    registeredBy: row.registeredBy,
    receivedAt: formatTime(row.receivedAt.getTime() / 1000),
    ...splitIdentity(part.identity),
    ...namesOf(part),
    claims,
    contact,
    representative,
  };
}
