import type { CaseFacts } from '../identity';
import { type DateVerifier, verifiedDate } from './critical-dates';
import type { MergedRow } from './merged-registrations.repository';
import type { FrozenRow } from './registrations.repository';
import { parseWishes } from './wish-list';

/** Which registrations a draw asks for. */
export interface FreezeQuery {
  readonly serviceId: string;
  readonly windowId: string;
  /** Only what was confirmed by then takes part (docs/spec: record). */
  readonly closesAt: Date;
  /** Entries of another draw that is not over yet: nobody stands in two draws at once. */
  readonly excludeRegistrationIds: readonly string[];
}

/** One registration as a draw sees it: what an entry is made of (docs/spec: record, policy). */
export interface FreezeCandidate {
  readonly registrationId: string;
  /** 64 hex digits. */
  readonly receiptSecret: string;
  /** `surname|given names|birth date|case number` */
  readonly identity: string;
  readonly size: number;
  /** Group names, most wanted first; `*` for any. Not all need be groups of the window. */
  readonly choices: '*' | string[];
  /** Rather any group than to be recognised by rare wishes. */
  readonly widenIfRare: boolean;
  readonly waivedPots: string[];
  readonly facts: FreezeFacts;
  /** Other registrations of the same person that count as one with this, with facts of their own. */
  readonly merged: readonly { readonly registrationId: string; readonly facts: FreezeFacts }[];
}

/** What weighs (docs/spec: policy). */
interface FreezeFacts {
  /** `YYYY-MM-DD`, null when none is known. */
  readonly criticalDate: string | null;
  /** Whether the register or a document seen by staff says so. A person's own claim is never in here. */
  readonly verified: boolean;
  /** Where the date comes from, and who says so; null without one. */
  readonly dateSource: string | null;
  readonly dateVerifiedBy: DateVerifier | null;
  readonly losses: number;
  /** Granted by two people. */
  readonly hardship: boolean;
}

/** A candidate that has not been opened yet. */
export type ReadCandidate = Omit<FreezeCandidate, 'identity' | 'receiptSecret'> & { readonly row: FrozenRow };

/** @param known what the register says of the cases now, by case key in hexadecimal */
export function candidateOf(row: FrozenRow, merged: readonly MergedRow[], known: ReadonlyMap<string, CaseFacts>): ReadCandidate {
  const { wishes, widenIfRare } = parseWishes(row.choices);
  return {
    row,
    registrationId: row.id,
    size: row.size,
    choices: wishes === null ? '*' : [...wishes],
    widenIfRare,
    waivedPots: row.waivedPots,
    facts: factsOf(row, known),
    merged: merged.map((each) => ({ registrationId: each.id, facts: factsOf(each, known) })),
  };
}

function factsOf(row: FrozenRow | MergedRow, known: ReadonlyMap<string, CaseFacts>): FreezeFacts {
  const { date = null, source = null, by = null } = verifiedDate(row, known.get(row.caseKey.toString('hex'))) ?? {};
  return {
    criticalDate: date,
    verified: date !== null,
    dateSource: source,
    dateVerifiedBy: by,
    losses: row.losses,
    hardship: row.hardship,
  };
}
