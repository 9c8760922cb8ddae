import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { deriveHardshipCommitment, formatIdentity, type PersonIdentity } from '../../src/core';
import { AuditLogService } from '../../src/modules/audit-log';
import { IdentityKeys } from '../../src/modules/identity';
import {
  type HardshipReason,
  PrivateLinks,
  RegistrationRow,
  type RegistrationState,
  RegistrationVault,
} from '../../src/modules/registrations';
import { ReceiptSigner } from '../../src/modules/registrations/receipt-signer';

/** What is particular about somebody; everything else is ordinary. */
export interface PersonSpec {
  /** Default: a name of their own that everybody can read. */
  readonly surname?: string;
  /** Default: the same one for everybody. */
  readonly birthDate?: string;
  /** The critical date that the register knows; absent: it knows the case and no date. */
  readonly critical?: string;
  readonly losses?: number;
  /** Granted by two people. */
  readonly hardship?: boolean;
  /** What they say themselves; weighs nothing. */
  readonly asksForHardship?: HardshipReason;
  readonly size?: number;
  readonly wishes?: readonly string[];
  readonly waivedPots?: readonly string[];
  /** Unix seconds; default: an hour after opening. */
  readonly confirmedAt?: number;
  readonly state?: RegistrationState;
}

/** Somebody with a registration, and what they hold in their hands. */
export interface Person {
  readonly n: number;
  readonly registrationId: string;
  readonly person: PersonIdentity;
  readonly caseNumber: string;
  readonly link: string;
  readonly receiptSecret: string;
  /** A signed note. */
  readonly receipt: string;
  readonly spec: PersonSpec;
}

interface Services {
  get<T>(type: abstract new (...parameters: never[]) => T): T;
}

/** The person of a number: always the same one, with the same secret, in every world. */
export function identityOf(n: number): PersonIdentity {
  // A letter a digit: the register knows people by their letters.
  const letters = [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  return { surname: `Yıldız ${letters}`, givenNames: 'Ayşe', birthDate: '1990-05-17', caseNumber: `M-${1000 + n}` };
}

function identityWith(n: number, { surname, birthDate }: PersonSpec): PersonIdentity {
  return { ...identityOf(n), ...(surname && { surname }), ...(birthDate && { birthDate }) };
}

export function secretOf(n: number): Buffer {
  return createHash('sha256').update(`receipt secret of person ${n}`).digest();
}

/** The case register's file about these people. */
export function caseFileOf(people: readonly { n: number; spec: PersonSpec }[]): string {
  const rows = people.map(({ n, spec }) => {
    const { surname, givenNames, birthDate, caseNumber } = identityWith(n, spec);
    const date = spec.critical === undefined ? ',' : `${spec.critical},card`;
    return `${caseNumber},"${surname.replaceAll('"', '""')}",${givenNames},${birthDate},${date},no`;
  });
  return ['case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record', ...rows, ''].join('\n');
}

/** Writes one registration as it stands after confirmation, with its receipt, and a grant of hardship where there is one. */
export async function enrol(
  em: EntityManager,
  services: Services,
  place: { authority: string; serviceId: string; path: string },
  n: number,
  spec: PersonSpec,
  at: number,
): Promise<Person> {
  const person = identityWith(n, spec);
  const identity = formatIdentity(person);
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const receiptSecret = secretOf(n);
  const vault = services.get(RegistrationVault);
  const keys = services.get(IdentityKeys).derive(place.authority, person);
  const claims = { criticalDate: null, criticalDateSource: null, hardshipReason: spec.asksForHardship ?? null };
  const contact = { kind: 'mail' as const, value: `person-${n}@example.org` };
  const confirmedAt = new Date((spec.confirmedAt ?? at) * 1000);
  const unconfirmed = spec.state === 'unconfirmed';
  await em.insert(RegistrationRow, {
    id,
    serviceId: place.serviceId,
    state: spec.state ?? 'standing',
    channel: 'online',
    locale: 'en',
    caseKey: keys.caseKey,
    personKey: keys.personKey,
    contactKind: 'mail',
    sealed: vault.seal(id, { identity, contact, claims, representative: null }),
    sealedSecret: vault.sealSecret(id, receiptSecret),
    size: spec.size ?? 1,
    choices: spec.wishes?.join(',') ?? '*',
    waivedPots: [...(spec.waivedPots ?? [])],
    caseVerifiedBy: 'register',
    losses: spec.losses ?? 0,
    confirmBy: confirmedAt,
    receivedAt: new Date(at * 1000),
    ...(unconfirmed ? {} : { confirmedAt }),
  });
  const receipt = services.get(ReceiptSigner).sign({
    service: place.path,
    registrationId: id,
    receivedAt: at,
    receiptSecret: receiptSecret.toString('hex'),
    identity,
    legalEffect: 'none',
  });
  await em.query('INSERT INTO receipts (hash) VALUES ($1)', [receipt.hash]);
  if (spec.hardship) {
    await em.query(
      `INSERT INTO hardship_grants (registration_id, reason, proof, requested_by, requested_person, requested_at, approved_by, approved_person, approved_at)
       VALUES ($1, 'medical', 'medical-certificate', 'hardship-officer-1', 'one', $2, 'approver-1', 'two', $2)`,
      [id, confirmedAt],
    );
    const service = place.path.split('/').slice(0, 2).join('/');
    const commitment = deriveHardshipCommitment(service, receiptSecret.toString('hex'), identity, 'medical');
    const officers: [string, string] = ['hardship-officer-1', 'approver-1'];
    await services.get(AuditLogService).append(em, { type: 'hardship.granted', service, commitment, officers });
  }
  const link = services.get(PrivateLinks).linkOf(id);
  const { caseNumber } = person;
  return { n, registrationId: id, person, caseNumber, link, receiptSecret: receiptSecret.toString('hex'), receipt: receipt.note, spec };
}
