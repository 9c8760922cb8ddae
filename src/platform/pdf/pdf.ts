import type { Language } from '../i18n';

/** What every template is given. The rest is between a template and whoever renders it. */
export interface PdfContent {
  /** Language of the document; its direction follows from it. */
  readonly language: Language;
  /** The document's title, which screen readers and windows show. No personal data: file managers show it too. */
  readonly title: string;
  readonly [field: string]: unknown;
}

/**
 * Papers: tagged PDF (PDF/UA-1), the same bytes for the same content on the same machine.
 *
 * Content is data. Whatever people have typed is shown as they typed it and is never read as markup of a template; signs that are
 * invisible and would turn the text around them (direction marks, overrides, control characters) are left out.
 */
export abstract class Pdf {
  /** False where the optional typesetter is not installed: offer printing instead. Costs nothing after the first call. */
  abstract isAvailable(): boolean;

  /**
   * @param template name of a file in `src/templates`, without its ending
   * @throws DomainError `pdf.unavailable` where there is no typesetter
   * @throws Error for a template that is wrong
   */
  abstract render(template: string, content: PdfContent): Promise<Buffer>;
}
