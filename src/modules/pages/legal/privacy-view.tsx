import { Facts, H1, H2, Link, List, P, Table, useFormats, usePage } from '../../../platform/html';
import type { RetentionClass } from '../../../platform/config';
import { ContactLine } from './contact-line';

/** What is stored, why, for how long, and what somebody can ask for. */
export function PrivacyView({ kept }: { kept: readonly { name: RetentionClass; days: number }[] }) {
  const { t, authority } = usePage();
  const formats = useFormats();
  return (
    <>
      <H1>{t('legal:privacy.title')}</H1>
      <P large>{t('legal:privacy.lead')}</P>
      <H2>{t('legal:privacy.who.title')}</H2>
      <P>{t('legal:privacy.who.text', { authority: authority.name })}</P>
      <ContactLine />
      <H2>{t('legal:privacy.what.title')}</H2>
      <Facts
        facts={[
          [t('legal:privacy.what.identity.key'), t('legal:privacy.what.identity.value')],
          [t('legal:privacy.what.urgency.key'), t('legal:privacy.what.urgency.value')],
          [t('legal:privacy.what.wishes.key'), t('legal:privacy.what.wishes.value')],
          [t('legal:privacy.what.contact.key'), t('legal:privacy.what.contact.value')],
          [t('legal:privacy.what.result.key'), t('legal:privacy.what.result.value')],
          [t('legal:privacy.what.report.key'), t('legal:privacy.what.report.value')],
        ]}
      />
      <P>{t('legal:privacy.sealed')}</P>
      <H2>{t('legal:privacy.basis.title')}</H2>
      <P>{t('legal:privacy.basis.text')}</P>
      <H2>{t('legal:privacy.public.title')}</H2>
      <P>{t('legal:privacy.public.text')}</P>
      <H2>{t('legal:privacy.not.title')}</H2>
      <List
        items={[
          t('legal:privacy.not.nationality'),
          t('legal:privacy.not.tracking'),
          t('legal:privacy.not.address'),
          t('legal:privacy.not.machine'),
        ]}
      />
      <H2>{t('legal:privacy.kept.title')}</H2>
      <P>{t('legal:privacy.kept.text')}</P>
      <Table
        caption={t('legal:privacy.kept.caption')}
        columns={[{ title: t('legal:privacy.kept.what') }, { title: t('legal:privacy.kept.days'), numeric: true }]}
        rows={kept.map(({ name, days }) => [t(`legal:privacy.kept.class.${name}`), formats.count(days)])}
      />
      <H2>{t('legal:privacy.cookies.title')}</H2>
      <P>{t('legal:privacy.cookies.text')}</P>
      <List
        items={[
          <>
            <code class="fs-code">form</code>: {t('legal:privacy.cookies.form')}
          </>,
          <>
            <code class="fs-code">own</code>: {t('legal:privacy.cookies.own')}
          </>,
        ]}
      />
      <P>{t('legal:privacy.cookies.staff')}</P>
      <H2>{t('legal:privacy.rights.title')}</H2>
      <List
        items={[
          t('legal:privacy.rights.access'),
          t('legal:privacy.rights.correct'),
          t('legal:privacy.rights.erase'),
          t('legal:privacy.rights.object'),
          t('legal:privacy.rights.complain'),
        ]}
      />
      {authority.imprintUrl && (
        <P>
          <Link href={authority.imprintUrl}>{t('footer.imprint')}</Link>
        </P>
      )}
    </>
  );
}
