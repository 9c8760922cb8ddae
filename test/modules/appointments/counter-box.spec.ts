import { readBox } from '../../../src/modules/appointments/counter-box';
import { differingBirthParts, readMachineReadable } from '../../../src/modules/appointments/machine-readable';
import { idCardOf, passportOf } from './machine-readable-lines';

const ID = '5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001';
const ADA = { surname: 'MUELLER', givenNames: 'ADA MARIA', birth: '900517' };

describe('the one box', () => {
  it.each([
    ['the code on the phone', ID, { kind: 'appointment', id: ID }],
    ['the code by a scanner that thinks of another keyboard', ID.toUpperCase().replaceAll('-', 'ß'), { kind: 'appointment', id: ID }],
    ['the address in a letter', `https://termin.example/de/answer/${ID}.abc_-9`, { kind: 'answer-link', token: `${ID}.abc_-9` }],
    ['the address in a receipt', `https://termin.example/uk/registration/${ID}.abc`, { kind: 'own-link', token: `${ID}.abc` }],
    ['a name', ' Müller, Ada ', { kind: 'words', text: 'Müller, Ada' }],
    ['a case number', 'M-2026/1001', { kind: 'words', text: 'M-2026/1001' }],
    ['nothing', '  ', { kind: 'nothing' }],
  ])('knows %s', (_, typed, expected) => {
    expect(readBox(typed)).toEqual(expected);
  });

  it.each([
    ['a passport in two lines', passportOf(ADA).join('\n')],
    ['a passport in one', passportOf(ADA).join('')],
    ['a passport with a space between the lines', passportOf(ADA).join(' ').toLowerCase()],
    ['a residence permit in three lines', idCardOf(ADA).join('\r\n')],
    ['a residence permit in one', idCardOf(ADA).join('')],
  ])('reads %s', (_, typed) => {
    expect(readBox(typed)).toEqual({ kind: 'document', reading: { document: { ...ADA, isCut: false } } });
  });

  it('says when a line is missing and when letters can not be right', () => {
    const [first, second] = passportOf(ADA) as [string, string];
    expect(readMachineReadable(first)).toEqual({ trouble: 'half' });
    expect(readMachineReadable(idCardOf(ADA).slice(0, 2).join(''))).toEqual({ trouble: 'half' });
    expect(readMachineReadable(first + second.replace('900517', '900518'))).toEqual({ trouble: 'misread' });
    expect(readMachineReadable(`${first}${second}<<<`)).toEqual({ trouble: 'misread' });
  });

  it('knows a name that did not fit, and a birth date that is not known whole', () => {
    const long = { ...ADA, givenNames: 'ADA MARIA ALEXANDRA CHARLOTTE SOPHIE' };
    expect(readMachineReadable(passportOf(long).join(''))).toMatchObject({ document: { isCut: true } });
    const unknown = readMachineReadable(passportOf({ ...ADA, birth: '90<<<<' }).join(''));
    expect(unknown).toMatchObject({ document: { birth: '90<<<<' } });
    expect(differingBirthParts('1990-00-00', '90<<<<')).toEqual([]);
    expect(differingBirthParts('1990-05-17', '910517')).toEqual(['year']);
    expect(differingBirthParts('1990-05-17', '901705')).toEqual(['day', 'month']);
  });
});
