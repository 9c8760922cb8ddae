import { Facts, Foreign, H1, H2, Link, List, Moment, P, Section, useLocal, usePage } from '../../../platform/html';
import type { ReceiptCopy } from '../../registrations';
import { QrCode } from './qr-code';
import type { ReceiptFacts } from './receipt-facts';

/** The receipt on a page: what it says, what it means in law, and how to keep it. */
export function ReceiptView({
  copy,
  parts,
  ownUrl,
  hasPdf,
}: {
  copy: ReceiptCopy;
  parts: readonly ReceiptFacts[];
  ownUrl: string;
  hasPdf: boolean;
}) {
  const { t } = usePage();
  const local = useLocal();
  const [own, german] = parts;
  const path = local(`/registration/${copy.link}`);
  return (
    <>
      <H1>{t('receipt:title')}</H1>
      <P large>{own!.lead}</P>
      <Section labelledBy="legal">
        <H2 id="legal">{t('receipt:legal-title')}</H2>
        <p class="fs-receipt-legal">{own!.legal}</p>
        {german && (
          <p class="fs-receipt-legal" lang="de" dir="ltr">
            {german.legal}
          </p>
        )}
      </Section>
      <div class="fs-flow fs-receipt-sheet">
        <div class="fs-flow">
          <Facts
            facts={own!.facts.map(({ key, value, own: typed }) => [
              key,
              typed ? <Foreign text={value} /> : <Moment at={copy.receivedAt} />,
            ])}
          />
          <figure class="fs-receipt-qr">
            <QrCode text={ownUrl} label={t('receipt:qr')} />
            <figcaption class="kern-body">
              {t('receipt:qr-note')}{' '}
              <span class="fs-no-print">
                <Link href={path}>{t('receipt:own-link')}</Link>
              </span>
            </figcaption>
          </figure>
        </div>
        <figure class="fs-receipt-qr">
          <QrCode text={copy.note} label={t('receipt:note-qr')} dense />
          <figcaption class="kern-body">{t('receipt:note-qr-note', { title: t('check:receipt.title') })}</figcaption>
        </figure>
      </div>
      <div class="fs-flow fs-no-print">
        <H2>{t('receipt:files-title')}</H2>
        <List
          items={[
            ...(hasPdf
              ? [
                  <Link href={`${path}/receipt.pdf`} download>
                    {t('receipt:file-pdf')}
                  </Link>,
                ]
              : []),
            <Link href={`${path}/receipt.txt`} download>
              {t('receipt:file-text')}
            </Link>,
            <Link href={`${path}/receipt.note`} download>
              {t('receipt:file-note')}
            </Link>,
          ]}
        />
        {!hasPdf && <P>{t('receipt:no-pdf')}</P>}
        <P muted>{t('receipt:file-note-hint')}</P>
      </div>
      <Section labelledBy="proof">
        <H2 id="proof">{t('receipt:proof-title')}</H2>
        <P>{t('receipt:proof-text')}</P>
        <P>{t(copy.isLogged ? 'receipt:logged' : 'receipt:not-logged')}</P>
      </Section>
    </>
  );
}
