import { compareNames, type PartComparison } from '../../../src/modules/identity';

const told = ({ verdict, pieces }: PartComparison): string =>
  [verdict, ...pieces.filter(({ how }) => how !== 'same').map(({ registered, document, how }) => `${how}:${registered}>${document}`)].join(
    ' ',
  );

const surname = (registered: string, document: string, isCut = false): string =>
  told(compareNames({ surname: registered, givenNames: 'Ada' }, { surname: document, givenNames: 'ADA' }, isCut).surname);

test.each([
  ['Müller', 'MUELLER', 'written umlaut:Ü>UE'],
  ['Müller', 'MULLER', 'written mark:Ü>U'],
  ['Mueller', 'MÜLLER', 'written umlaut:UE>Ü'],
  ['Weiß', 'WEISS', 'written umlaut:ẞ>SS'],
  ['Yıldız', 'YILDIZ', 'same'],
  ['Çağlar', 'CAGLAR', 'written mark:Ç>C mark:Ğ>G'],
  ['Łuczak', 'LUCZAK', 'written mark:Ł>L'],
  [
    'Сергійко',
    'SERHIIKO',
    'written cyrillic:С>S cyrillic:Е>E cyrillic:Р>R cyrillic:Г>H cyrillic:І>I cyrillic:Й>I cyrillic:К>K cyrillic:О>O',
  ],
  ['Al-Hassan', 'AL HASSAN', 'same'],
  ["O'Neill", 'ONEILL', 'same'],
  ['Meier', 'MEYER', 'differs other:I>Y'],
  ['Schmidt', 'SCHMID', 'differs missing:T>'],
  ['Ahmed', 'AHMMED', 'differs extra:>M'],
  ['الحسن', 'ALHASSAN', 'incomparable'],
  ['陳', '陳', 'same'],
])('%s and %s: %s', (registered, document, expected) => {
  expect(surname(registered, document)).toBe(expected);
});

test('a document without room for more letters is no difference', () => {
  expect(surname('Wolfeschlegelsteinhausenbergerdorff', 'WOLFESCHLEGEL', true)).toBe('written cut:STEINHAUSENBERGERDORFF>');
  expect(surname('Wolfeschlegel', 'WOLFE')).toMatch(/^differs missing/);
});

test('names in another order are found and said', () => {
  const found = compareNames({ surname: 'Nguyễn', givenNames: 'Văn An' }, { surname: 'VAN AN', givenNames: 'NGUYEN' });
  expect([found.swapped, found.surname.verdict, found.givenNames.verdict]).toEqual([true, 'written', 'written']);
  expect(compareNames({ surname: 'A', givenNames: 'B' }, { surname: 'A', givenNames: 'B' }).swapped).toBe(false);
});

test('counts the letters that nothing explains', () => {
  const { surname: part } = compareNames({ surname: 'Petrov', givenNames: '' }, { surname: 'IVANOV', givenNames: '' });
  expect(part).toMatchObject({ verdict: 'differs', unexplained: 4 });
});
