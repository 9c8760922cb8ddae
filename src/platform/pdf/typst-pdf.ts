import { join } from 'node:path';
import type * as Typst from '@myriaddreamin/typst-ts-node-compiler';
import { DomainError } from '../http/domain-error';
import { languageFacts } from '../i18n';
import type { AppLogger } from '../logging';
import { Pdf, type PdfContent } from './pdf';
import { visibleContent } from './visible-text';

/** Beside the compiled sources, wherever those run; `npm run build` copies them. */
const TEMPLATES = join(__dirname, '..', '..', 'templates');
const NAME = /^[a-z][a-z-]*$/;
/** For this standard a character that no font has is an error, which is how we learn of it. */
const ACCESSIBLE = 'ua-1';
/** Renderings that what was computed for one document is kept for. */
const KEPT_FOR = 10;

type Typesetter = Pick<Typst.NodeCompiler, 'compile' | 'pdf' | 'evictCache'>;
/** @throws Error where the package is not installed, or not for this machine */
type LoadTypesetter = (workspace: string) => Typesetter;

/**
 * Typst, inside this process; a page takes some milliseconds. It comes with fonts for Latin, Greek, Cyrillic and (plainly) Arabic
 * script, and uses better ones where the system has them (Noto Sans). Templates can read nothing outside their folder.
 */
export class TypstPdf extends Pdf {
  /** undefined: not tried yet. Loading takes memory, so it waits for the first document. */
  private typesetter: Typesetter | null | undefined;

  constructor(
    private readonly logger: AppLogger,
    private readonly load: LoadTypesetter = loadTypst,
  ) {
    super();
  }

  isAvailable(): boolean {
    return this.open() !== null;
  }

  async render(template: string, content: PdfContent): Promise<Buffer> {
    const typesetter = this.open();
    if (!typesetter) throw new DomainError('unavailable', 'pdf.unavailable', 'This installation makes no PDF files.');
    if (!NAME.test(template)) throw new Error(`no template is called ${template}`);
    try {
      return this.typeset(typesetter, template, content);
    } finally {
      typesetter.evictCache(KEPT_FOR);
    }
  }

  private typeset(typesetter: Typesetter, template: string, content: PdfContent): Buffer {
    const { tag, direction } = languageFacts(content.language);
    const data = JSON.stringify(visibleContent({ ...content, language: tag.split('-')[0], direction }));
    const result = typesetter.compile({ mainFilePath: join(TEMPLATES, `${template}.typ`), inputs: { data } });
    const document = result.result;
    // Its own words would repeat what stands in the document.
    if (!document) throw new Error(`the template ${template} can't be set: ${kindsOf(result.takeDiagnostics()?.shortDiagnostics)}`);
    try {
      return typesetter.pdf(document, { pdfStandard: ACCESSIBLE });
    } catch (error) {
      if (!/could not be displayed with font/.test((error as Error).message)) throw new Error(`the template ${template} can't be written`);
      this.logger.warn('a PDF has characters that no installed font shows: install fonts for more scripts', { template });
      return typesetter.pdf(document, {});
    }
  }

  private open(): Typesetter | null {
    if (this.typesetter !== undefined) return this.typesetter;
    try {
      return (this.typesetter = this.load(TEMPLATES));
    } catch (error) {
      this.logger.warn('no PDF files: the optional typesetter is not installed', error);
      return (this.typesetter = null);
    }
  }
}

function loadTypst(workspace: string): Typesetter {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler') as typeof Typst;
  return NodeCompiler.create({ workspace });
}

/** The first sentence of each complaint, without what it quotes. */
function kindsOf(diagnostics: readonly unknown[] = []): string {
  const messages = diagnostics.map((each) => String((each as { message?: string }).message ?? each));
  return messages.map((message) => message.replaceAll(/[`"].*[`"]/g, '…').slice(0, 200)).join('; ') || 'for no stated reason';
}
