import { ButtonLink } from './components/actions';
import { H1, P } from './components/blocks';
import { useLocal, usePage } from './page-context';

/** A refusal, in one sentence, with a way on. The code helps whoever is called about it. */
export function ErrorView({ text, code, login }: { text: string; code: string; login: string | null }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H1>{t('errors:title')}</H1>
      <P large>{text}</P>
      <p>
        {login ? (
          <ButtonLink href={login}>{t('errors:to-login')}</ButtonLink>
        ) : (
          <ButtonLink href={local('/')}>{t('errors:to-start')}</ButtonLink>
        )}
      </p>
      <P muted>
        {t('errors:code')} <code class="fs-code">{code}</code>
      </P>
    </>
  );
}
