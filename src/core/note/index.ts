export * from './checkpoint';
export * from './cosignature';
export { formatNote, parseNote, signNote, verifyNote } from './note';
export type { Note, NoteSignature } from './note';
export * from './tlog-proof';
export { COSIGNATURE, deriveKeyId, deriveVerifierKey, formatVerifierKey, NOTE_SIGNATURE, parseVerifierKey } from './verifier-key';
export type { NoteSigner, SignatureType, VerifierKey } from './verifier-key';
