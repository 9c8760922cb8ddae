import { ButtonLink, Details, H2, Link, P, Section, Table, useFormats, usePage } from '../../../platform/html';
import type { DrawSummary } from '../../draws';

/** The record as far as it exists: in one piece, and file by file with sizes and checksums. */
export function DrawRecordView({ window, draw }: { window: string; draw: DrawSummary }) {
  const { t } = usePage();
  const formats = useFormats();
  const base = `/api/windows/${window}/draws/${draw.number}`;
  return (
    <Section labelledBy="record">
      <H2 id="record">{t('draws:record.title')}</H2>
      {draw.files.length === 0 ? (
        <P>{t('draws:record.none')}</P>
      ) : (
        <>
          <P>{t('draws:record.text')}</P>
          <p>
            <ButtonLink href={`${base}/record.zip`} weight="secondary">
              {t('draws:record.zip')}
            </ButtonLink>
          </p>
          <Details summary={t('draws:record.files')}>
            <Table
              caption={t('draws:record.files')}
              columns={[
                { title: t('draws:record.column.name') },
                { title: t('draws:record.column.bytes'), numeric: true },
                { title: t('draws:record.column.sha256') },
              ]}
              rows={draw.files.map(({ name, bytes, sha256 }) => [
                <Link href={`${base}/files/${name}`}>{name}</Link>,
                formats.count(bytes),
                <code class="fs-code">{sha256}</code>,
              ])}
            />
          </Details>
        </>
      )}
    </Section>
  );
}
