import type { ComponentChildren } from 'preact';
import { LANGUAGES, languageFacts } from '../i18n';
import { Link } from './components/actions';
import { Rich } from './components/rich';
import { localPath, useLocal, usePage } from './page-context';

export interface DocumentProps {
  /** The page's own title; the authority's name is added. */
  title: string;
  children: ComponentChildren;
  /** Names of scripts that make the page more comfortable; it works without. */
  scripts?: readonly string[];
  /** Wide pages (tables, charts) use the whole width. */
  wide?: boolean;
  /** The page came back with mistakes: its title says so first. */
  hasErrors?: boolean;
}

/** The frame of every page: header, language, content, the emergency path, footer. */
export function Document({ title, children, scripts = [], wide, hasErrors }: DocumentProps) {
  const { language, t, authority, assets } = usePage();
  const { direction, tag } = languageFacts(language);
  const sheet = (name: string): string => assets.addressOf(direction === 'rtl' ? `${name}.rtl.css` : `${name}.css`);
  return (
    <html lang={tag} dir={direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>
          {hasErrors ? `${t('error-title')} ` : ''}
          {title} – {authority.name}
        </title>
        <link rel="icon" href={assets.addressOf('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={sheet('kern')} />
        <link rel="stylesheet" href={sheet('site')} />
        {authority.colour && <link rel="stylesheet" href="/authority/theme.css" />}
        {scripts.map((name) => (
          <script key={name} src={assets.addressOf(name)} defer></script>
        ))}
      </head>
      <body data-kern-theme="light" class={direction === 'rtl' ? 'fs-rtl' : undefined}>
        <a class="fs-skip" href="#main">
          {t('skip')}
        </a>
        <header>
          <Masthead />
          {!languageFacts(language).reviewed && <Unreviewed />}
        </header>
        <main id="main" tabIndex={-1} class={wide ? 'fs-main fs-main--wide' : 'fs-main'}>
          <div class="fs-flow">{children}</div>
        </main>
        <Emergency />
        <Footer />
      </body>
    </html>
  );
}

function Masthead() {
  const { t, authority } = usePage();
  const local = useLocal();
  return (
    <div class="fs-header">
      <div class="fs-frame fs-header__row">
        <a class="fs-brand" href={local('/')}>
          {authority.logoFile && <img class="fs-brand__logo" src="/authority/logo" alt="" />}
          <span>
            <span class="fs-brand__name">{authority.name}</span>
            <span class="fs-brand__service">{t('service-name')}</span>
          </span>
        </a>
        <LanguageSwitcher />
      </div>
    </div>
  );
}

/** Every language under its own name, on the same page. */
function LanguageSwitcher() {
  const { language, path, t } = usePage();
  return (
    <details class="fs-languages">
      <summary>
        <span class="kern-sr-only">{t('languages')}: </span>
        {languageFacts(language).autonym}
      </summary>
      <ul>
        {LANGUAGES.map((other) => {
          const { tag, autonym, direction } = languageFacts(other);
          return (
            <li key={other}>
              <a
                href={localPath(other, path)}
                lang={tag}
                hrefLang={tag}
                dir={direction}
                aria-current={other === language ? 'true' : undefined}
              >
                {autonym}
              </a>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Unreviewed() {
  const { t, path } = usePage();
  return (
    <div class="fs-unreviewed">
      <p class="fs-frame kern-body kern-body--small">
        <Rich text={t('unreviewed')} parts={{ link: (text) => <Link href={localPath('de', path)}>{text}</Link> }} />
      </p>
    </div>
  );
}

/** What somebody does who can't wait for a draw. On every page, so that nobody loses a right by waiting. */
function Emergency() {
  const { t, authority } = usePage();
  const { emergencyUrl, phone, phoneHours } = authority;
  return (
    <aside class="fs-emergency" aria-labelledby="emergency-title">
      <div class="fs-frame">
        <h2 class="kern-title" id="emergency-title">
          {t('emergency.title')}
        </h2>
        <p class="kern-body">{t('emergency.text')}</p>
        <ul class="fs-plain">
          {emergencyUrl && (
            <li>
              <Link href={emergencyUrl}>{t('emergency.link')}</Link>
            </li>
          )}
          {phone && (
            <li>
              {t('emergency.phone')}{' '}
              <a class="kern-link" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
                {phone}
              </a>
              {phoneHours && (
                <>
                  {' '}
                  (<span lang="de">{phoneHours}</span>)
                </>
              )}
            </li>
          )}
        </ul>
      </div>
    </aside>
  );
}

/** On paper nothing of it is left but whom the sheet comes from, and how to reach them. */
function Footer() {
  const { t, authority } = usePage();
  const contacts = [authority.address, authority.phone, authority.contact].filter(Boolean);
  const local = useLocal();
  return (
    <footer class="fs-footer">
      <div class="fs-frame">
        <p class="kern-body fs-official">
          <strong>{t('official.title')}</strong> {t('official.text')}
        </p>
        <ul class="fs-footer__links">
          <li>
            <Link href={local('/draws')}>{t('footer.draws')}</Link>
          </li>
          <li>
            <Link href={local('/genuine')}>{t('footer.genuine')}</Link>
          </li>
          <li>
            <Link href={local('/report')}>{t('footer.report')}</Link>
          </li>
          <li>
            <Link href={local('/accessibility')}>{t('footer.accessibility')}</Link>
          </li>
          <li>
            <Link href={local('/privacy')}>{t('footer.privacy')}</Link>
          </li>
          {authority.imprintUrl && (
            <li>
              <Link href={authority.imprintUrl}>{t('footer.imprint')}</Link>
            </li>
          )}
        </ul>
        <p class="kern-body kern-body--small kern-body--muted">
          {authority.name}
          {contacts.map((contact) => (
            <>
              {' · '}
              <bdi lang="de" dir="ltr">
                {contact}
              </bdi>
            </>
          ))}
        </p>
      </div>
    </footer>
  );
}
