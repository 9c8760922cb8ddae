import { H1, H2, List, P, usePage } from '../../../platform/html';
import { LANGUAGES, languageFacts } from '../../../platform/i18n';
import { ContactLine } from './contact-line';

/** The statement on accessibility: what was tested, what was not, and where to complain. */
export function AccessibilityView() {
  const { t, authority } = usePage();
  const unreviewed = LANGUAGES.filter((language) => !languageFacts(language).reviewed).map((language) => languageFacts(language));
  return (
    <>
      <H1>{t('legal:accessibility.title')}</H1>
      <P large>{t('legal:accessibility.lead', { authority: authority.name })}</P>
      <H2>{t('legal:accessibility.tested.title')}</H2>
      <List
        items={[
          t('legal:accessibility.tested.rules'),
          t('legal:accessibility.tested.script'),
          t('legal:accessibility.tested.width'),
          t('legal:accessibility.tested.keyboard'),
          t('legal:accessibility.tested.direction'),
        ]}
      />
      <H2>{t('legal:accessibility.open.title')}</H2>
      <List
        items={[
          t('legal:accessibility.open.people'),
          <>
            {t('legal:accessibility.open.languages')}{' '}
            {unreviewed.map(({ tag, autonym, direction }, index) => (
              <span key={tag}>
                {index > 0 && ', '}
                <span lang={tag} dir={direction}>
                  {autonym}
                </span>
              </span>
            ))}
          </>,
          t('legal:accessibility.open.sign'),
          t('legal:accessibility.open.charts'),
          t('legal:accessibility.open.papers'),
        ]}
      />
      <H2>{t('legal:accessibility.other.title')}</H2>
      <P>{t('legal:accessibility.other.text')}</P>
      <H2>{t('legal:accessibility.feedback.title')}</H2>
      <P>{t('legal:accessibility.feedback.text')}</P>
      <ContactLine />
      <H2>{t('legal:accessibility.enforcement.title')}</H2>
      <P>{t('legal:accessibility.enforcement.text')}</P>
    </>
  );
}
