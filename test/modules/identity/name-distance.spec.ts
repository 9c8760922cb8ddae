import fc from 'fast-check';
import { compareSpellings } from '../../../src/modules/identity';

const name = (surname: string, givenNames = 'Ada') => ({ surname, givenNames });
const edits = (before: string, after: string): number => compareSpellings(name(before), name(after)).edits;

it.each([
  ['Müller', 'MUELLER', 0],
  ['Müller', 'Muller', 0],
  ['Müller', 'Miller', 1],
  ['Meier', 'Meyer', 1],
  ['Meier', 'Mieer', 1],
  ['Schmitd', 'Schmidt', 1],
  ['Yilmaz', 'Yılmazz', 1],
  ['Bauer', 'Zauer', 1],
  ['Nguyen', 'Schneider', 7],
])('%s and %s are %i apart', (before, after, expected) => {
  expect(edits(before, after)).toBe(expected);
});

it('does not mind which name is the surname', () => {
  expect(compareSpellings({ surname: 'Ada', givenNames: 'Lovelace' }, { surname: 'Lovelace', givenNames: 'Ada' }).edits).toBe(0);
});

it.each([
  ['Li', 1],
  ['Meier', 2],
  ['Meierhof', 2],
  ['Schneiderhannes', 3],
])('lets %s Ada differ in %i', (surname, most) => {
  expect(compareSpellings(name(surname), name(surname)).most).toBe(most);
});

it('refuses a name without a letter', () => {
  expect(() => compareSpellings(name('-', ''), name('Li'))).toThrow(RangeError);
});

it('is the same in both directions, and nothing for the same name', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcdeüßл '), minLength: 1, maxLength: 12 }).map((text) => `x${text}`);
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      expect(edits(a, b)).toBe(edits(b, a));
      expect(edits(a, a)).toBe(0);
    }),
  );
});
