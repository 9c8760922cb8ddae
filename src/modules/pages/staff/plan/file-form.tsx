import type { ComponentChildren } from 'preact';
import { usePage } from '../../../../platform/html';

/** A form with a file. Works without script. */
export function FileForm(props: { action: string; label: string; hint: string; error?: string; children: ComponentChildren }) {
  const { action, label, hint, error, children } = props;
  return (
    <form class="fs-form" method="post" action={action} encType="multipart/form-data" noValidate>
      <div class={error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
        <label class="kern-label" for="file">
          {label}
        </label>
        <div class="kern-hint" id="file-hint">
          {hint}
        </div>
        <input
          class="kern-form-input__input"
          id="file"
          name="file"
          type="file"
          accept=".csv,text/csv"
          aria-describedby={error ? 'file-hint file-error' : 'file-hint'}
          aria-invalid={error ? 'true' : undefined}
        />
        {error && (
          <p class="kern-error" id="file-error">
            <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
            <span class="kern-body">{error}</span>
          </p>
        )}
      </div>
      {children}
    </form>
  );
}

/** What a file has to look like, to be copied. */
export function FileShape({ columns, example }: { columns: string; example: string }) {
  const { t } = usePage();
  return (
    <>
      <p class="kern-body">{t('staff-plan:file.shape')}</p>
      <pre class="fs-code" tabIndex={0}>
        {columns}
        {'\n'}
        {example}
      </pre>
    </>
  );
}
