import { Alert, Button, ErrorSummary, Form, H1, P, TextField, useLocal, usePage } from '../../../platform/html';

interface Props {
  /** Where the form is posted, without the language. */
  action: string;
  /** What was posted when the session was over: posted again with the case number. */
  kept?: Readonly<Record<string, unknown>>;
  isOver?: boolean;
  caseNumber?: string;
  error?: string;
}

/** Asks for the case number. Tells nothing about what is behind it, not even whether there is anything. */
export function GateView({ action, kept = {}, isOver, caseNumber, error }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      {error && <ErrorSummary errors={{ caseNumber: error }} />}
      <H1>{t('own:gate.title')}</H1>
      {isOver && (
        <Alert tone="info" title={t('own:gate.over')}>
          <P>{t('own:gate.kept')}</P>
        </Alert>
      )}
      <P>{t('own:gate.text')}</P>
      <Form action={local(action)}>
        {Object.entries(kept).flatMap(([name, value]) =>
          [value]
            .flat()
            .map((each) => (typeof each === 'string' ? <input key={name + each} type="hidden" name={name} value={each} /> : null)),
        )}
        <TextField
          name="caseNumber"
          label={t('own:gate.case-number')}
          hint={t('own:gate.hint')}
          value={caseNumber}
          error={error}
          maxLength={100}
          leftToRight
        />
        <div class="fs-actions">
          <Button>{t('common:action.continue')}</Button>
        </div>
      </Form>
      <P muted>{t('own:gate.lost')}</P>
    </>
  );
}
