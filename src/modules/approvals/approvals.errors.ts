import { DomainError, type ErrorKind, type ErrorPlace } from '../../platform/http';

const REFUSALS = {
  'approval.unknown': ['not-found', 'There is no such request.'],
  'approval.same-person': ['forbidden', 'Whoever asked for it can not decide it, whichever account they use.'],
  'approval.not-yours': ['forbidden', 'None of your roles decides requests of this kind.'],
  'approval.expired': ['too-late', 'Nobody decided in time; it has to be asked for again.'],
  'approval.decided-already': ['conflict', 'Somebody has decided this already.'],
  'approval.waits-already': ['conflict', 'The same has been asked for already, and waits for a second person.'],
  'approval.unknown-reason': ['invalid', 'This is not one of the reasons for such a request.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

type ApprovalErrorCode = keyof typeof REFUSALS;

export class ApprovalError extends DomainError<ApprovalErrorCode> {
  constructor(code: ApprovalErrorCode, place: ErrorPlace = {}) {
    super(REFUSALS[code][0], code, REFUSALS[code][1], place);
  }
}
