import { DomainError } from '../../../src/platform/http';
import type { PdfContent } from '../../../src/platform/pdf';
import { TypstPdf } from '../../../src/platform/pdf/typst-pdf';
import { createTestLogger } from '../../support';
import { textOfPdf } from '../../support/pdf-text';

const ARABIC = 'لديك موعد';

const part = (language: string, direction: string, subject: string, ...lines: string[]): object => ({
  language,
  direction,
  subject,
  blocks: [{ kind: 'text', lines }],
});

const letterTo = (recipient: string, ...parts: object[]): PdfContent => ({
  language: 'de',
  title: 'Schreiben',
  sender: 'Amt',
  recipient,
  day: '1. März 2026',
  parts: parts.length > 0 ? parts : [part('de', 'ltr', 'Ein Termin', 'Guten Tag,')],
});

const log = createTestLogger();
const pdf = new TypstPdf(log.logger);
const printed = async (content: PdfContent): Promise<string> => textOfPdf(await pdf.render('letter', content)).join('|');

test('a letter is tagged, has a language and a title, and its text can be read out', async () => {
  const made = await pdf.render('letter', letterTo('Łukasz Żółć', part('de', 'ltr', 'Ein Termin für Sie', 'Guten Tag,')));
  const raw = made.toString('latin1');
  expect(raw.startsWith('%PDF-')).toBe(true);
  expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(raw).toContain('/StructTreeRoot');
  expect(raw).toMatch(/\/Lang \(de\)/);
  expect(raw).toContain('Schreiben');
  const text = textOfPdf(made).join('|');
  for (const expected of ['Łukasz Żółć', 'Ein Termin für Sie', 'Guten Tag,', '1. März 2026']) expect(text).toContain(expected);
});

test('the same content makes the same bytes, by a second typesetter too, and tells no time', async () => {
  const content = letterTo('Ada Muster');
  const first = await pdf.render('letter', content);
  expect((await pdf.render('letter', content)).equals(first)).toBe(true);
  expect((await new TypstPdf(log.logger).render('letter', content)).equals(first)).toBe(true);
  expect(first.toString('latin1')).not.toMatch(/CreationDate|ModDate|CreateDate/);
});

test.each([
  ['uk', 'Ваша зустріч'],
  ['ru', 'Ваша запись'],
  ['tr', 'Randevunuz için ğışİ'],
  ['fr', 'Votre rendez-vous : œuvre'],
  ['es', '¿Qué hacer mañana?'],
] as const)('%s can be printed', async (language, sentence) => {
  const text = await printed({ ...letterTo('N', part(language, 'ltr', sentence, sentence)), language });
  expect(text).toContain(sentence);
});

test('Arabic is shaped, runs from the right, and stands beside German from the left', async () => {
  const content = {
    ...letterTo('N', part('ar', 'rtl', ARABIC, ARABIC), part('de', 'ltr', 'Ein Termin', 'Bitte')),
    language: 'ar' as const,
  };
  const made = await pdf.render('letter', content);
  const text = textOfPdf(made);
  // Glyphs stand in the file in the order of the page, so from the left: the last letter first.
  const reversed = [...ARABIC.split(' ')[1]!].reverse().join('');
  expect(text.join('')).toContain(reversed);
  expect(text.join('|')).toContain('Ein Termin');
  expect(made.toString('latin1')).toMatch(/\/Lang \(ar\)/);
});

describe('what people type is text', () => {
  test.each([
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    '*bold* _it_ `raw` $x^2$',
    '@ref <label> \\ // /* no */',
    '= Heading',
    '"]); #panic("x")',
    '</text><script>',
  ])('%s', async (name) => {
    const text = await printed(letterTo(name, part('de', 'ltr', name, name)));
    expect(text.split(name).length - 1).toBe(3);
  });

  test('what would turn the text around is left out, and so are control characters', async () => {
    const text = await printed(letterTo('Ada\u202E\u2066\u200F Muster\u0000\u0007\uD800'));
    expect(text).toContain('Ada Muster');
    expect(text).not.toMatch(/[\u202e\u2066\u200f]/u);
  });

  test('a name of 300 letters without a space stays on the paper', async () => {
    const made = await pdf.render('letter', letterTo('Ñ'.repeat(300)));
    const longest = Math.max(...textOfPdf(made).map((line) => [...line].length));
    expect(longest).toBeLessThan(60);
  });

  test('breaking a long address leaves nothing behind in the text of the file', async () => {
    const address = `https://slots.example.org/${'G'.repeat(80)}`;
    const text = await printed(letterTo('N', part('de', 'ltr', 'Guten Tag', address, 'Guten Tag')));
    expect(text.split('Guten Tag').length - 1).toBe(2);
    expect(text).not.toMatch(/[\u200b\u00ad]/);
  });

  test('three hundred combining marks do not stop a letter', async () => {
    expect(await printed(letterTo(`A${'\u0301'.repeat(300)}da`))).toContain('da');
  });

  test('a script without a font: the letter is written, and the log says so without the name', async () => {
    const own = createTestLogger();
    // No character yet, so no font has it.
    const made = await new TypstPdf(own.logger).render('letter', letterTo('\u{3fff0} Muster'));
    expect(textOfPdf(made).join('')).toContain('Muster');
    expect(own.lines()).toEqual([expect.objectContaining({ level: 'warn', template: 'letter' })]);
    expect(own.text()).not.toContain('Muster');
  });
});

test('without the optional package: a coded refusal, and one line in the log', async () => {
  const own = createTestLogger();
  const without = new TypstPdf(own.logger, () => {
    throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
  });
  expect(without.isAvailable()).toBe(false);
  const refusal = without.render('letter', letterTo('N'));
  await expect(refusal).rejects.toBeInstanceOf(DomainError);
  await expect(refusal).rejects.toMatchObject({ code: 'pdf.unavailable', kind: 'unavailable' });
  expect(own.lines()).toHaveLength(1);
});

test('templates are named, not addressed; a wrong one fails without repeating content', async () => {
  await expect(pdf.render('../package', letterTo('N'))).rejects.toThrow('no template is called');
  const wrong = pdf.render('letter', { language: 'de', title: 'x', recipient: 'Ada Muster' });
  await expect(wrong).rejects.toThrow(/the template letter can't be set/);
  await expect(wrong).rejects.not.toThrow(/Muster/);
});
