import { Actions, BackLink, Button, ButtonLink, Facts, Form, H1, Link, P, useLocal, usePage } from '../../../platform/html';
import { DeleteLink, FormCopy } from './question-page';

/** A form that this browser can't see: cleared away, deleted, or somebody else's. The answer is the same for all. */
export function GoneView() {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H1>{t('register:gone.title')}</H1>
      <P>{t('register:gone.text')}</P>
      <ButtonLink href={local('/')}>{t('register:gone.link')}</ButtonLink>
    </>
  );
}

/** For those with neither mail nor mobile phone. */
export function ByPhoneView({ formId }: { formId: string }) {
  const { t, authority } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(`/register/${formId}/contact`)} />
      <H1>{t('register:by-phone.title')}</H1>
      <P large>{t('register:by-phone.text')}</P>
      <Facts
        facts={[
          authority.phone === null
            ? null
            : [
                t('register:by-phone.phone'),
                <>
                  <a class="kern-link" href={`tel:${authority.phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
                    {authority.phone}
                  </a>
                  {authority.phoneHours && <span lang="de"> ({authority.phoneHours})</span>}
                </>,
              ],
          authority.address === null ? null : [t('register:by-phone.address'), <span lang="de">{authority.address}</span>],
        ]}
      />
      <P>{t('register:by-phone.not-registered')}</P>
      <p>
        <Link href={local(`/register/${formId}/contact`)}>{t('register:by-phone.other-contact')}</Link>
      </p>
      <DeleteLink formId={formId} />
    </>
  );
}

/** Asks before answers are deleted. */
export function DeleteView({ formId, sent, copy }: { formId: string; sent: boolean; copy: string | null }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H1>{t('register:delete.title')}</H1>
      <P>{t(sent ? 'register:delete.text-sent' : 'register:delete.text')}</P>
      <Form action={local(`/register/${formId}/delete`)}>
        {copy !== null && <FormCopy copy={copy} />}
        <Actions>
          <Button>{t('register:delete.button')}</Button>
          <Link href={local(`/register/${formId}/${sent ? 'sent' : 'name'}`)}>{t('register:delete.keep')}</Link>
        </Actions>
      </Form>
    </>
  );
}

export function DeletedView() {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H1>{t('register:delete.done-title')}</H1>
      <P>{t('register:delete.done-text')}</P>
      <p>
        <Link href={local('/')}>{t('register:gone.link')}</Link>
      </p>
    </>
  );
}

/** Opening a letter's link changes nothing, since programs open links too; a person presses the button. */
export function ConfirmView({ token, title }: { token: string; title: string }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H1 preline={title}>{t('register:confirm.title')}</H1>
      <P>{t('register:confirm.text')}</P>
      <Form action={local(`/confirm/${token}`)}>
        <Actions>
          <Button>{t('register:confirm.button')}</Button>
        </Actions>
      </Form>
    </>
  );
}
