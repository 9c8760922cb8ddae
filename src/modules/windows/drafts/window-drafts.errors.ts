import { DomainError } from '../../../platform/http';

type WindowDraftErrorCode = 'draft.unknown' | 'draft.changed-meanwhile' | 'draft.incomplete' | 'draft.finished';

const refuse = (kind: ConstructorParameters<typeof DomainError>[0], code: WindowDraftErrorCode, message: string) =>
  new DomainError<WindowDraftErrorCode>(kind, code, message);

export const draftUnknown = () => refuse('not-found', 'draft.unknown', 'There is no such draft.');
/** Somebody else has stored a page of the draft since this one was opened. */
export const draftChangedMeanwhile = () =>
  refuse('conflict', 'draft.changed-meanwhile', 'Somebody has changed the draft meanwhile; read it again.');
export const draftIncomplete = () => refuse('conflict', 'draft.incomplete', 'Some questions of the draft have no answer yet.');
export const draftFinished = () => refuse('conflict', 'draft.finished', 'The draft has become a window or a template already.');
