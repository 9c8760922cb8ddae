import { Transform } from 'class-transformer';

/** A field that a form posts once for each tick: one tick comes as a text, several as a list. */
export function Listed(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value));
}
