/** Who signs the log. Part of every announcement, so that a verifier knows which key to expect (and may distrust it). */
export interface LogIdentity {
  /** The log's name: first line of every checkpoint, for example `slots.example.org/log`. */
  readonly origin: string;
  /** The public key in the form of C2SP signed-note: `<origin>+<key id>+<base64>`. */
  readonly verifierKey: string;
  /** 32-byte Ed25519 seed. Never leaves the process. */
  readonly seed: Uint8Array;
}

/** Injection token of the {@link LogIdentity}. */
export const LOG_IDENTITY = Symbol('LOG_IDENTITY');
