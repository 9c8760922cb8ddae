/** Direction marks, embeddings, overrides and isolates; control characters but the line break; halves of characters; non-characters. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufff9-\uffff]|\p{Cs}/gu;

/**
 * Content as it is printed: every text in it without what can't be seen but changes what can. Joiners stay: Persian and
 * Indian scripts need them.
 */
export function visibleContent(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(TURNING, '').replace(CONTROLS, ' ');
  if (Array.isArray(value)) return value.map(visibleContent);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visibleContent(part)]));
}
