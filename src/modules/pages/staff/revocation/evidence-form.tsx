import { Button, Form, H2, P, useLocal, usePage } from '../../../../platform/html';

/** Hands out the file of a hearing. @param action where it is asked for, by duty */
export function EvidenceForm({ action }: { action: string }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H2>{t('staff-audit:revocation.button')}</H2>
      <P>{t('staff-audit:revocation.button-text')}</P>
      <Form action={local(action)}>
        <Button weight="secondary">{t('staff-audit:revocation.button')}</Button>
      </Form>
    </>
  );
}
