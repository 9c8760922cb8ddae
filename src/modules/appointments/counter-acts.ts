import { type NameComparison, compareNames } from '../identity';
import { differingBirthParts, type ReadDocument } from './machine-readable';

/** Parts of an appointment's identity that a clerk compares with a document. */
export const HANDOVER_PARTS = ['surname', 'givenNames', 'birthDate', 'caseNumber', 'document'] as const;
type HandoverPart = (typeof HANDOVER_PARTS)[number];

/** What a clerk says about a mismatch. Closed. */
export const HANDOVER_REASONS = [
  'other-person',
  'other-spelling',
  'name-changed',
  'wrong-number',
  'no-document',
  'document-doubtful',
] as const;
type HandoverReason = (typeof HANDOVER_REASONS)[number];

/** Who takes the second look. */
export const HANDED_TO = ['colleague', 'head', 'document-check'] as const;
type HandedTo = (typeof HANDED_TO)[number];

/** Why it is the person although a machine finds a difference. Closed. */
export const PRESENT_REASONS = ['spelling', 'name-changed', 'misread', 'older-document'] as const;
export type PresentReason = (typeof PRESENT_REASONS)[number];

/** A mismatch, on its way to somebody else. */
export interface Handover {
  readonly parts: readonly HandoverPart[];
  readonly reason: HandoverReason;
  readonly handedTo: HandedTo;
}

/** A document as its machine-readable lines compare with what is registered. */
export interface CheckedDocument {
  readonly names: NameComparison;
  /** As printed, `YYMMDD`. */
  readonly birth: string;
  readonly differingBirth: readonly ('day' | 'month' | 'year')[];
  /** Fields in which something is left that no rule explains. */
  readonly differs: readonly HandoverPart[];
}

/** @param registered the person of the appointment */
export function checkDocument(
  registered: { readonly surname: string; readonly givenNames: string; readonly birthDate: string },
  document: ReadDocument,
): CheckedDocument {
  const names = compareNames(registered, document, document.isCut);
  const differingBirth = differingBirthParts(registered.birthDate, document.birth);
  const isOpen = (part: 'surname' | 'givenNames'): boolean => names[part].verdict === 'differs' || names[part].verdict === 'incomparable';
  const differs: HandoverPart[] = (['surname', 'givenNames'] as const).filter(isOpen);
  return { names, birth: document.birth, differingBirth, differs: differingBirth.length === 0 ? differs : [...differs, 'birthDate'] };
}
