import { type Described, findLikeness } from '../../../src/modules/registrations/reviews/likeness';

const person = (change: Partial<Described> = {}): Described => ({
  surname: 'Yılmaz',
  givenNames: 'Ayşe Nur',
  birthDate: '1990-05-17',
  caseNumber: 'M123456',
  ...change,
});
const OTHER = { caseNumber: 'K987654' };
const alike = (a: Partial<Described>, b: Partial<Described>) => {
  const [there, back] = [findLikeness(person(a), person(b)), findLikeness(person(b), person(a))];
  expect(there).toEqual(back);
  return there === null ? null : [there.grade, ...there.signs];
};

describe('two registrations that may be one person', () => {
  it.each<[string, Partial<Described>, Partial<Described>, unknown]>([
    ['the same person under another number', {}, OTHER, [1, 'name-same', 'birth-same', 'case-differs']],
    [
      'without its special letters',
      {},
      { ...OTHER, surname: 'Yilmaz', givenNames: 'Ayse Nur' },
      [1, 'name-spelling', 'birth-same', 'case-differs'],
    ],
    ['spelled out', { surname: 'Müller' }, { ...OTHER, surname: 'Mueller' }, [1, 'name-spelling', 'birth-same', 'case-differs']],
    [
      'surname and given names swapped',
      {},
      { ...OTHER, surname: 'Ayşe Nur', givenNames: 'Yılmaz' },
      [1, 'name-swapped', 'birth-same', 'case-differs'],
    ],
    ['a letter off', {}, { ...OTHER, surname: 'Yılmas' }, [2, 'name-letter', 'birth-same', 'case-differs']],
    [
      'two letters off in a long name',
      { surname: 'Papadopoulos' },
      { ...OTHER, surname: 'Papadopulus' },
      [2, 'name-letter', 'birth-same', 'case-differs'],
    ],
    ['one digit off in the birth date', {}, { ...OTHER, birthDate: '1990-05-11' }, [2, 'name-same', 'birth-digit', 'case-differs']],
    [
      'day and month swapped',
      { birthDate: '1990-05-07' },
      { ...OTHER, birthDate: '1990-07-05' },
      [2, 'name-same', 'birth-day-month', 'case-differs'],
    ],
    [
      'one digit off in birth date and number',
      {},
      { birthDate: '1990-05-11', caseNumber: 'M123457' },
      [1, 'name-same', 'birth-digit', 'case-digit'],
    ],
    ['two digits of the number turned', {}, { caseNumber: 'M123546', surname: 'Yılmas' }, [1, 'name-letter', 'birth-same', 'case-turned']],
    [
      'another birth date, a number nearly the same',
      {},
      { birthDate: '1971-11-02', caseNumber: 'M123457' },
      [2, 'name-same', 'birth-differs', 'case-digit'],
    ],
    [
      'another surname, a number nearly the same',
      {},
      { surname: 'Schmidt', caseNumber: 'M123457' },
      [2, 'surname-differs', 'birth-same', 'case-digit'],
    ],
    [
      'born on 1 January: many are',
      { birthDate: '1990-01-01' },
      { ...OTHER, birthDate: '1990-01-01' },
      [3, 'name-same', 'birth-new-year', 'case-differs'],
    ],
    [
      'born in a year',
      { birthDate: '1990-00-00' },
      { ...OTHER, birthDate: '1990-00-00' },
      [3, 'name-same', 'birth-partly-unknown', 'case-differs'],
    ],
    ['twins', {}, { caseNumber: 'M123457', givenNames: 'Elif' }, [3, 'given-names-differ', 'birth-same', 'case-digit']],
  ])('%s', (_, a, b, expected) => expect(alike(a, b)).toEqual(expected));
});

describe('two registrations with an ordinary reason', () => {
  it.each<[string, Partial<Described>, Partial<Described>]>([
    ['a couple', {}, { givenNames: 'Mehmet', birthDate: '1988-03-02', caseNumber: 'M123457' }],
    ['namesakes', {}, { ...OTHER, birthDate: '1971-11-02' }],
    ['one birth date', {}, { ...OTHER, surname: 'Nguyen', givenNames: 'Van' }],
    ['files side by side', {}, { surname: 'Nguyen', givenNames: 'Van', birthDate: '1971-11-02', caseNumber: 'M123457' }],
    ['one given name and birth date', {}, { ...OTHER, surname: 'Nguyen' }],
    [
      'siblings who are both registered under 1 January',
      { birthDate: '1990-01-01' },
      { ...OTHER, givenNames: 'Elif', birthDate: '1990-01-01' },
    ],
    ['short names', { surname: 'Li', givenNames: 'An' }, { ...OTHER, surname: 'Lu', givenNames: 'Na', birthDate: '1990-05-17' }],
    ['a whole other script', {}, { ...OTHER, surname: 'علي', givenNames: 'حسن', birthDate: '1971-11-02' }],
  ])('%s', (_, a, b) => expect(alike(a, b)).toBeNull());
});
