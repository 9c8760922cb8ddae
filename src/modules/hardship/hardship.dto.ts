import { IsIn, IsUUID } from 'class-validator';
import { HARDSHIP_REASONS, type HardshipReason } from '../registrations';

/** Kinds of document that prove a hardship. Seen and named, never kept: the office's file of the case is the place for copies. */
export const HARDSHIP_PROOFS = [
  'employer-letter',
  'authority-letter',
  'medical-certificate',
  'family-document',
  'travel-document',
  'court-document',
] as const;
export type HardshipProof = (typeof HARDSHIP_PROOFS)[number];

export class RequestHardshipDto {
  /** The registration's id. */
  @IsUUID()
  registration: string;

  /** The closed list that applicants choose from, too. Codes and no free text, which would be personal. */
  @IsIn(HARDSHIP_REASONS)
  reason: HardshipReason;

  /** The kind of document that the officer has seen. */
  @IsIn(HARDSHIP_PROOFS)
  proof: HardshipProof;
}
