import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context';

/** What is wrong with a form: field name (as posted) to a sentence in the page's language, in the order of the form. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface FieldProps {
  /** Name of the field as posted; also its element's id. */
  name: string;
  label: ComponentChildren;
  /** A full sentence without links. */
  hint?: ComponentChildren;
  error?: string;
  /** Marked as optional; everything else is asked for. */
  optional?: boolean;
}

/** On top of a page whose form came back: every mistake, each a link to its field. The page's title says so, too. */
export function ErrorSummary({ errors }: { errors: FieldErrors }) {
  const { t } = usePage();
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  return (
    <div class="kern-alert kern-alert--danger" role="alert" aria-labelledby="error-summary-title" id="error-summary" tabIndex={-1}>
      <div class="kern-alert__header">
        <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
        <p class="kern-title" id="error-summary-title">
          {t('error-summary', { count: entries.length })}
        </p>
      </div>
      <div class="kern-alert__body">
        <ul class="kern-list kern-list--bullet">
          {entries.map(([field, message]) => (
            <li key={field}>
              <a class="kern-link" href={`#${field}`}>
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** A form. The browser's own checks are off: ours speak the page's language, and work everywhere. */
export function Form(props: {
  action: string;
  children: ComponentChildren;
  id?: string;
  /** Proof of work that a script computes meanwhile, as JSON. */
  challenge?: string | null;
}) {
  const { action, children, id, challenge } = props;
  return (
    <form class="fs-form" method="post" action={action} noValidate id={id} data-challenge={challenge ?? undefined}>
      {children}
    </form>
  );
}

export function describedBy({ name, hint, error }: FieldProps): string | undefined {
  return [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;
}

/** Hint and error of a field, in the order in which they are read out. */
export function Hint({ name, hint }: FieldProps) {
  return hint ? (
    <div class="kern-hint" id={`${name}-hint`}>
      {hint}
    </div>
  ) : null;
}

export function FieldError({ name, error }: FieldProps) {
  return error ? (
    <p class="kern-error" id={`${name}-error`}>
      <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
      <span class="kern-body">{error}</span>
    </p>
  ) : null;
}

export function LabelText({ label, optional }: FieldProps) {
  const { t } = usePage();
  return (
    <>
      {label} {optional && <span class="kern-label__optional">{t('field.optional')}</span>}
    </>
  );
}

interface TextFieldProps extends FieldProps {
  value?: string;
  type?: 'text' | 'email' | 'tel';
  autocomplete?: string;
  inputMode?: 'numeric' | 'text' | 'tel' | 'email';
  /** The text may be in any script: its direction follows what is typed. */
  anyScript?: boolean;
  maxLength?: number;
  /** Shown wide only where it has to be. */
  width?: 2 | 4;
  /** Letters and digits that must be read left to right on right-to-left pages too (numbers, codes, addresses). */
  leftToRight?: boolean;
  /** Part of a group that is wrong as a whole and says so itself. */
  invalid?: boolean;
  /** Where somebody who does the same all day begins at once; on no page that people have to read first. */
  autofocus?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { name, value, error } = props;
  const wrong = error !== undefined || props.invalid === true;
  // The types of preact know a text field by its literal type only.
  const inputType = { type: props.type ?? 'text' } as { type: 'text' };
  const width = props.width === 2 ? ' kern-form-input__input--width-2' : props.width === 4 ? ' kern-form-input__input--width-4' : '';
  return (
    <div class={error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label class="kern-label" for={name}>
        <LabelText {...props} />
      </label>
      <Hint {...props} />
      <input
        class={`kern-form-input__input${wrong ? ' kern-form-input__input--error' : ''}${width}`}
        id={name}
        name={name}
        {...inputType}
        value={value ?? ''}
        dir={props.anyScript ? 'auto' : props.leftToRight ? 'ltr' : undefined}
        autocomplete={props.autocomplete ?? 'off'}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        aria-required={props.optional ? undefined : 'true'}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(props)}
        spellcheck={false}
        autofocus={props.autofocus}
      />
      <FieldError {...props} />
    </div>
  );
}

export function SelectField(props: FieldProps & { value?: string; choices: readonly { value: string; label: string }[] }) {
  const { name, value, error, choices } = props;
  return (
    <div class={error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label class="kern-label" for={name}>
        <LabelText {...props} />
      </label>
      <Hint {...props} />
      <div class="kern-form-input__select-wrapper">
        <select
          class={error ? 'kern-form-input__select kern-form-input__select--error' : 'kern-form-input__select'}
          id={name}
          name={name}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(props)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
      <FieldError {...props} />
    </div>
  );
}
