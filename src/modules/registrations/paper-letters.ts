import type { StaffMember } from '../staff';

/** A letter that waits for somebody to print and post it. */
export interface WaitingLetter {
  readonly letter: string;
  readonly kind: string;
  readonly waitingSince: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly caseNumber: string;
}

/**
 * Letters on paper as the office's pages see them. Whoever writes letters (notifications) provides it to the whole application: nobody imports
 * them, and pages need a list. Reads what is true at the moment; marking a letter as printed may be repeated, the first time counts.
 */
export abstract class PaperLetters {
  /** What waits, the oldest first. */
  abstract list(): Promise<readonly WaitingLetter[]>;
  /** @throws DomainError `letter.unknown` */
  abstract markPrinted(letter: string, staff: StaffMember): Promise<unknown>;
}
