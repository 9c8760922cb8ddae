/** What a request's head says about who sends it, as it came. */
export interface UploadSender {
  readonly authorization?: string | undefined;
  readonly cookies?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Port: says from a request's head alone whose large body this would be. Asked before the body is read.
 *
 * Contract:
 * - *No guess.* A name only for somebody who has proved who they are. What they may do is decided later, by the route's guard.
 * - *One name for one member*, however they came: it tells whose uploads are counted together.
 * - *No side effects*, and an answer that costs little: strangers can make us ask as often as they like.
 * - *Throws* only when it can't tell: the upload is then refused, never let in.
 */
export abstract class UploadGuard {
  /** @returns null: a stranger, who may not upload */
  abstract findUploader(sender: UploadSender): Promise<string | null>;
}
