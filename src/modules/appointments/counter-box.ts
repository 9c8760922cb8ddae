import { type MachineReading, readMachineReadable } from './machine-readable';

/** What somebody at the counter has typed or scanned into the one box. */
type BoxContent =
  /** The code of the person's own page. */
  | { readonly kind: 'appointment'; readonly id: string }
  /** The address in a letter about the appointment, or in a receipt. */
  | { readonly kind: 'answer-link' | 'own-link'; readonly token: string }
  | { readonly kind: 'document'; readonly reading: MachineReading }
  /** A name, a case number, or the number of a confirmation: what fits is found. */
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'nothing' };

const ANSWER = /\/answer\/([A-Za-z0-9._-]{1,100})/;
const OWN = /\/registration\/([A-Za-z0-9._-]{1,100})/;
/** Scanners that think another keyboard is attached write other dashes. */
const UUID = /^[0-9a-f]{8}[^0-9a-z][0-9a-f]{4}[^0-9a-z][0-9a-f]{4}[^0-9a-z][0-9a-f]{4}[^0-9a-z][0-9a-f]{12}$/i;

export function readBox(typed: string): BoxContent {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  const answer = ANSWER.exec(text)?.[1];
  if (answer !== undefined) return { kind: 'answer-link', token: answer };
  const own = OWN.exec(text)?.[1];
  if (own !== undefined) return { kind: 'own-link', token: own };
  if (UUID.test(text)) return { kind: 'appointment', id: text.toLowerCase().replaceAll(/[^0-9a-f]/g, '-') };
  const reading = readMachineReadable(text);
  return reading === null ? { kind: 'words', text } : { kind: 'document', reading };
}
