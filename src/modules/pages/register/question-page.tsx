import type { ComponentChildren } from 'preact';
import {
  Actions,
  Alert,
  BackLink,
  Button,
  ErrorSummary,
  type FieldErrors,
  Form,
  Link,
  P,
  Steps,
  useLocal,
  usePage,
} from '../../../platform/html';
import type { Fields } from './fields';
import type { Journey, Step } from './journey';

/** What every question's page is given. */
export interface QuestionProps {
  journey: Journey;
  fields: Fields;
  errors: FieldErrors;
}

interface QuestionPageProps {
  formId: string;
  step: Step;
  current: number;
  total: number;
  /** Where the question before, or the page of answers, is. */
  back: string;
  fromCheck: boolean;
  copy: string;
  errors: FieldErrors;
  /** No window is open. */
  closed: boolean;
  children: ComponentChildren;
}

/** The frame of one question. */
export function QuestionPage(props: QuestionPageProps) {
  const { formId, step, current, total, back, fromCheck, copy, errors, closed, children } = props;
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(back)} />
      <ErrorSummary errors={errors} />
      {closed && <ClosedNotice />}
      <Steps current={current} total={total} title={t('register:progress-title')} />
      <Form action={local(`/register/${formId}/${step}`)}>
        <FormCopy copy={copy} />
        {fromCheck && <input type="hidden" name="from" value="check" />}
        {children}
        <Actions>
          <Button>{t('action.continue')}</Button>
        </Actions>
      </Form>
      <P muted>{t('register:kept')}</P>
      <DeleteLink formId={formId} />
    </>
  );
}

/** The answers so far, sealed: the page can be posted even when the server has cleared its own away. */
export function FormCopy({ copy }: { copy: string }) {
  return <input type="hidden" name="copy" value={copy} />;
}

export function DeleteLink({ formId }: { formId: string }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <p class="kern-body">
      <Link href={local(`/register/${formId}/delete`)}>{t('register:delete-link')}</Link>
    </p>
  );
}

export function ClosedNotice() {
  const { t } = usePage();
  return (
    <Alert tone="warning" title={t('register:closed.title')}>
      <P>{t('register:closed.text')}</P>
    </Alert>
  );
}
