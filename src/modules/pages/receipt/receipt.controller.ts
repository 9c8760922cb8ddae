import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import type { Page } from '../../../platform/html';
import { languageFacts } from '../../../platform/i18n';
import { Pdf } from '../../../platform/pdf';
import { type OwnKey, type ReceiptCopy, ReceiptCopies } from '../../registrations';
import { Public } from '../../staff';
import { type Arrival, Arriving } from '../own/arrival';
import { OwnDoor } from '../own/own-door';
import { qrSvg } from './qr-code';
import { factsOf, languagesOf, type ReceiptFacts } from './receipt-facts';
import { receiptText } from './receipt-text';
import { ReceiptView } from './receipt-view';

interface OpenReceipt {
  readonly copy: ReceiptCopy;
  /** In the page's language, and in German where that is another. */
  readonly parts: readonly ReceiptFacts[];
  readonly ownUrl: string;
}

/** One's own receipt, in four forms. Whoever has not shown link and case number within the hour does so first. */
@ApiExcludeController()
@Controller()
export class ReceiptController {
  constructor(
    private readonly door: OwnDoor,
    private readonly receipts: ReceiptCopies,
    private readonly pdf: Pdf,
  ) {}

  @Public()
  @Get(':language/registration/:link/receipt')
  async show(@Arriving() arrival: Arrival): Promise<string> {
    const { key, gate } = this.door.enter(arrival, 'receipt');
    if (gate !== undefined) return gate;
    const { page } = arrival;
    const receipt = await this.open(page, key);
    return page.render({ title: page.t('receipt:title'), body: h(ReceiptView, { ...receipt, hasPdf: this.pdf.isAvailable() }) });
  }

  /** The signed note, byte by byte as it was given. */
  @Public()
  @Get(':language/registration/:link/receipt.note')
  async note(@Arriving() arrival: Arrival): Promise<void> {
    await this.send(arrival, 'note.txt', 'text/plain; charset=utf-8', async (_page, { copy }) => copy.note);
  }

  @Public()
  @Get(':language/registration/:link/receipt.txt')
  async text(@Arriving() arrival: Arrival): Promise<void> {
    await this.send(arrival, 'txt', 'text/plain; charset=utf-8', async (page, { parts, copy, ownUrl }) =>
      receiptText(parts, copy, ownUrl, page.t),
    );
  }

  @Public()
  @Get(':language/registration/:link/receipt.pdf')
  async paper(@Arriving() arrival: Arrival): Promise<void> {
    await this.send(arrival, 'pdf', 'application/pdf', async (page, { copy, parts, ownUrl }) =>
      this.pdf.render('receipt', {
        language: page.language,
        title: page.t('receipt:title'),
        authority: page.context.authority.name,
        parts: parts.map(({ language, ...part }) => ({
          ...part,
          language: languageFacts(language).tag,
          direction: languageFacts(language).direction,
        })),
        qr: qrSvg(ownUrl),
        qrLabel: page.t('receipt:qr'),
        qrNote: page.t('receipt:qr-note'),
        noteQr: qrSvg(copy.note, true),
        noteQrLabel: page.t('receipt:note-qr'),
        noteQrNote: page.t('receipt:note-qr-note', { title: page.t('check:receipt.title') }),
        ownUrl,
      }),
    );
  }

  private async send(
    arrival: Arrival,
    ending: string,
    type: string,
    make: (page: Page, receipt: OpenReceipt) => Promise<string | Buffer>,
  ): Promise<void> {
    const { page, reply, link } = arrival;
    // A file can't ask for the case number; the page can.
    const { key } = this.door.enter(arrival);
    if (key === undefined) return page.redirect(`/registration/${link}/receipt`);
    const file = await make(page, await this.open(page, key));
    await reply
      .header('content-type', type)
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="fairslot-receipt.${ending}"`)
      .send(file);
  }

  private async open(page: Page, key: OwnKey): Promise<OpenReceipt> {
    const copy = await this.receipts.get(key);
    const { texts, publicUrl } = page.context;
    return {
      copy,
      parts: languagesOf(page.language).map((language) => factsOf(copy, language, texts.in(language))),
      ownUrl: `${publicUrl}/${page.language}/registration/${copy.link}`,
    };
  }
}
