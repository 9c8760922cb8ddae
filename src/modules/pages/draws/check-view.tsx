import { Details, H2, Link, List, P, Rich, Section, usePage } from '../../../platform/html';
import { languageFacts } from '../../../platform/i18n';
import type { DrawPage } from './draw-page.service';

/** Where the single file is served. */
const VERIFIER_ADDRESS = '/verify/fairslot-verify.html';

/**
 * "Check this draw": filled by src/assets/check.ts, which starts by itself. Without script the page says how else to check; with it
 * that stands in a closed box.
 */
export function CheckView({ page: { window, draw } }: { page: DrawPage }) {
  const { t, texts, language, assets } = usePage();
  const setup = {
    texts: texts.namespace(language, 'check'),
    locale: languageFacts(language).locale,
    drawId: draw.drawId,
    record: `/api/windows/${window.window}/draws/${draw.number}/record.zip`,
  };
  return (
    <Section labelledBy="check">
      <H2 id="check">{t('check:title')}</H2>
      <P>{t('check:lead')}</P>
      <noscript>
        <p class="kern-body">{t('check:noscript')}</p>
      </noscript>
      <div
        class="fs-flow"
        id="check-app"
        data-worker={assets.addressOf('check-worker.js')}
        data-reader={assets.addressOf('code-reader.js')}
      ></div>
      <script
        type="application/json"
        id="check-setup"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(setup).replaceAll('<', '\\u003c') }}
      ></script>
      <Details summary={t('check:otherwise.title')}>
        <P>{t('check:otherwise.intro')}</P>
        <List
          items={[
            <>
              <Rich
                text={t('check:otherwise.file')}
                parts={{
                  link: (text) => (
                    <Link href={VERIFIER_ADDRESS} download>
                      {text}
                    </Link>
                  ),
                }}
              />
              <br />
              {t('check:otherwise.hash')} <code class="fs-code">{assets.sha256Of('verify.html')}</code>
            </>,
            <>
              {t('check:otherwise.node')} <code class="fs-code">npx fairslot verify record.zip</code>
            </>,
            <>
              {t('check:otherwise.python')} <code class="fs-code">python3 reference/verify.py record.zip</code>
            </>,
          ]}
        />
      </Details>
    </Section>
  );
}
