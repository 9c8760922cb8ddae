import { CheckApp } from './app';
import { el, paragraph, show } from './elements';
import { fileDrop } from './file-drop';
import { CodeReader } from './scan';
import { sayIn, type TextTree } from './texts';

/** One language of the file. */
interface Tongue {
  readonly tag: string;
  readonly locale: string;
  readonly autonym: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: TextTree;
}

/** The checking page as a single file: the visitor brings the record, and nothing is loaded from anywhere. */
const root = document.getElementById('verify')!;
const tongues = JSON.parse(document.getElementById('verify-texts')!.textContent) as Tongue[];
const program = URL.createObjectURL(programIn('verify-worker'));
const reader = new CodeReader(() => new Worker(URL.createObjectURL(programIn('verify-reader'))));
let worker: Worker | null = null;
let record: Uint8Array | null = null;

speak(tongues.find(({ tag }) => navigator.languages.some((wanted) => wanted === tag || wanted.split('-')[0] === tag)) ?? tongues[0]!);

function speak(tongue: Tongue): void {
  const { texts, locale, tag, direction } = tongue;
  const say = sayIn({ texts, locale });
  const { documentElement } = document;
  documentElement.lang = tag;
  documentElement.dir = direction;
  document.title = say('standalone.title');
  for (const sheet of document.querySelectorAll('style')) sheet.disabled = sheet.dataset['direction'] !== direction;
  const area = el('div', { class: 'fs-flow' });
  const check = async (): Promise<void> => {
    worker?.terminate();
    worker = new Worker(program);
    await new CheckApp(area, { texts, locale, drawId: null, record: null }, say, worker, reader).verify(record);
  };
  show(
    root,
    languages(tongue),
    el('h1', { class: 'kern-heading-large' }, say('standalone.title')),
    paragraph(say('standalone.lead')),
    fileDrop(say('record.choose'), '.zip,application/zip', async (file) => {
      record = new Uint8Array(await file.arrayBuffer());
      await check();
    }),
    area,
  );
  if (record) void check();
}

function programIn(id: string): Blob {
  return new Blob([document.getElementById(id)!.textContent], { type: 'text/javascript' });
}

function languages(current: Tongue): HTMLElement {
  const select = el(
    'select',
    { id: 'verify-language', class: 'kern-form-input__select' },
    ...tongues.map(({ tag, autonym }) => el('option', { value: tag, lang: tag, selected: tag === current.tag }, autonym)),
  );
  select.addEventListener('change', () => speak(tongues.find(({ tag }) => tag === select.value)!));
  const label = el('label', { class: 'kern-label', for: 'verify-language' }, sayIn(current)('standalone.language'));
  return el('div', { class: 'fs-languages-choice' }, label, select);
}
