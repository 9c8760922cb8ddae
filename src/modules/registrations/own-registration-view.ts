import { formatTime } from '../../core';
import { formatConfirmed } from './confirmation.service';
import type { RegistrationRow, RegistrationState } from './registration.entity';
import { parseWishes } from './wish-list';

/**
 * `confirmed` says that the contact is confirmed, not that the registration takes part. Until the freeze, standing, waiting for staff and having
 * been excluded by them look the same from outside: otherwise registering a stranger's case would tell whether it exists or is registered.
 */
export type PublicState = Exclude<RegistrationState, 'in_review' | 'standing'> | 'confirmed';

/** A person's own registration as they see it. */
export interface OwnRegistration {
  readonly registration: string;
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly state: PublicState;
  readonly receivedAt: string;
  readonly confirmBy: string;
  /** The moment that counts: into a window's draws go those confirmed by its closing. Null until then. */
  readonly confirmedAt: string | null;
  /** Groups, most wanted first; null for any. */
  readonly wishes: readonly string[] | null;
  /** Whether rare wishes may be widened to any group. */
  readonly widenIfRare: boolean;
  readonly size: number;
  readonly waivedPots: readonly string[];
  readonly contactKind: RegistrationRow['contactKind'];
  /** Main draws lost since it was last served. */
  readonly losses: number;
}

export function viewOwn(row: RegistrationRow, { authority, slug }: { readonly authority: string; readonly slug: string }): OwnRegistration {
  return {
    registration: row.id,
    service: `${authority}/${slug}`,
    state: publicStateOf(row),
    receivedAt: formatTime(row.receivedAt.getTime() / 1000),
    confirmBy: formatTime(row.confirmBy.getTime() / 1000),
    confirmedAt: row.confirmedAt === null ? null : formatConfirmed(row.confirmedAt),
    ...parseWishes(row.choices),
    size: row.size,
    waivedPots: row.waivedPots,
    contactKind: row.contactKind,
    losses: row.losses,
  };
}

export function publicStateOf({ state, decisionUntold }: RegistrationRow): PublicState {
  if (state === 'in_review' || state === 'standing') return 'confirmed';
  return state === 'excluded' && decisionUntold ? 'confirmed' : state;
}
