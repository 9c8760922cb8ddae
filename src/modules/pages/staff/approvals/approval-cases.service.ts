import { Injectable } from '@nestjs/common';
import { SlotGrants } from '../../../appointments';
import type { ApprovalView } from '../../../approvals';
import type { HardshipProof } from '../../../hardship';
import { type NameCorrection, NameCorrections, type StaffCase, StaffCases } from '../../../registrations';

/** The case behind a request, as far as whoever decides needs it. */
export interface ApprovalCase {
  readonly caseNumber: string;
  readonly serviceTitle: string;
  /** Null where the decision can be made without it. */
  readonly name: string | null;
  /** Of a hardship: the kind of document that was seen. */
  readonly proof: HardshipProof | 'not-recorded' | null;
  /** Of a correction: the name before and after. */
  readonly correction: NameCorrection | null;
  readonly birthDate: string;
  /** Of an exclusion or a merger: the registration that stands for both afterwards, if any. */
  readonly other: { readonly name: string; readonly caseNumber: string; readonly receivedAt: Date } | null;
  /** Of a grant: the first slot. */
  readonly slot: { readonly startsAt: Date; readonly place: string; readonly people: number } | null;
}

/** Kinds whose subject is a registration, and whether whoever decides has to see the name. */
const ABOUT_A_CASE: Readonly<Partial<Record<string, { withName: boolean }>>> = {
  'hardship.grant': { withName: false },
  'name.correct': { withName: false },
  'slot.grant': { withName: true },
  'registration.exclude': { withName: true },
  'registration.merge': { withName: true },
};

/** Opens what a request is about. Requests themselves hold ids only. */
@Injectable()
export class ApprovalCases {
  constructor(
    private readonly cases: StaffCases,
    private readonly corrections: NameCorrections,
    private readonly grants: SlotGrants,
  ) {}

  async find({ id, kind, subject, details }: ApprovalView): Promise<ApprovalCase | null> {
    const about = ABOUT_A_CASE[kind];
    const found = about === undefined ? null : await this.cases.find(subject);
    if (about === undefined || found === null) return null;
    const { caseNumber, serviceTitle, birthDate } = found;
    const proof = kind === 'hardship.grant' ? (details.proof as HardshipProof) : null;
    const correction = kind === 'name.correct' ? await this.corrections.find(id) : null;
    const otherId = details.coming ?? details.into;
    const other = typeof otherId === 'string' ? await this.cases.find(otherId) : null;
    const slot = kind === 'slot.grant' ? await this.grants.findSlot({ window: String(details.path), slot: String(details.slot) }) : null;
    return {
      caseNumber,
      serviceTitle,
      birthDate,
      name: about.withName ? nameOf(found) : null,
      proof,
      correction,
      other: other && { name: nameOf(other), caseNumber: other.caseNumber, receivedAt: other.receivedAt },
      slot: slot && { startsAt: slot.startsAt, place: slot.place, people: found.size },
    };
  }
}

function nameOf({ surname, givenNames }: StaffCase): string {
  return `${surname}, ${givenNames}`;
}
