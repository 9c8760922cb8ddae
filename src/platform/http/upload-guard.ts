/** What a request's head says about who sends it, as it came. */
export interface UploadSender {
  readonly authorization?: string | undefined;
  readonly cookies?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Port: decides from a request's head alone whether its sender may send a large body. Asked before the body is read.
 *
 * Contract:
 * - *No guess.* True only for somebody who has proved who they are. What they may do is decided later, by the route's guard.
 * - *No side effects*, and an answer that costs little: strangers can make us ask as often as they like.
 * - *Throws* only when it can't tell: the upload is then refused, never let in.
 */
export abstract class UploadGuard {
  abstract mayUpload(sender: UploadSender): Promise<boolean>;
}
