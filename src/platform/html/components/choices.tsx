import type { ComponentChildren } from 'preact';
import { describedBy, FieldError, type FieldProps, Hint, LabelText } from './form';

interface GroupProps extends FieldProps {
  children: ComponentChildren;
  /** The legend is the page's question, and so its heading. */
  isPageHeading?: boolean;
  horizontal?: boolean;
}

/** Several inputs under one question. */
export function Fieldset(props: GroupProps) {
  const { name, error, isPageHeading, horizontal, children } = props;
  return (
    <fieldset
      class={error ? 'kern-fieldset kern-fieldset--error' : 'kern-fieldset'}
      id={name}
      tabIndex={-1}
      aria-describedby={describedBy(props)}
    >
      <legend class={isPageHeading ? 'fs-legend' : 'kern-label'}>
        {isPageHeading ? <h1 class="kern-heading-large">{props.label}</h1> : <LabelText {...props} />}
      </legend>
      <Hint {...props} />
      <div class={horizontal ? 'kern-fieldset__body kern-fieldset__body--horizontal' : 'kern-fieldset__body'}>{children}</div>
      <FieldError {...props} />
    </fieldset>
  );
}

interface Choice {
  value: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
}

/** One of several. The first radio's id is `<name>-1`. */
export function RadioGroup(props: Omit<GroupProps, 'children'> & { value?: string; choices: readonly Choice[] }) {
  const { name, value, choices, error } = props;
  return (
    <Fieldset {...props}>
      {choices.map((choice, index) => (
        <Check
          key={choice.value}
          kind="radio"
          group={name}
          name={name}
          index={index}
          choice={choice}
          checked={choice.value === value}
          error={error}
        />
      ))}
    </Fieldset>
  );
}

/** Any of several; the field is posted once for each choice. */
export function CheckboxGroup(props: Omit<GroupProps, 'children'> & { values?: readonly string[]; choices: readonly Choice[] }) {
  const { name, values = [], choices, error } = props;
  return (
    <Fieldset {...props}>
      {choices.map((choice, index) => (
        <Check
          key={choice.value}
          kind="checkbox"
          group={name}
          name={name}
          index={index}
          choice={choice}
          checked={values.includes(choice.value)}
          error={error}
        />
      ))}
    </Fieldset>
  );
}

/** A single yes. Its id is its name. */
export function Checkbox({ name, label, hint, error, checked }: FieldProps & { checked?: boolean }) {
  return (
    <>
      <Check kind="checkbox" group={name} name={name} choice={{ value: 'yes', label, hint }} checked={checked ?? false} error={error} />
      <FieldError name={name} label={label} error={error} />
    </>
  );
}

interface CheckProps {
  kind: 'radio' | 'checkbox';
  group: string;
  name: string;
  index?: number;
  choice: Choice;
  checked: boolean;
  error?: string;
}

function Check({ kind, group, name, index, choice, checked, error }: CheckProps) {
  const id = index === undefined ? name : `${name}-${index + 1}`;
  const base = kind === 'radio' ? 'kern-form-check__radio' : 'kern-form-check__checkbox';
  const wrong = kind === 'radio' ? ' kern-form-check__radio--error' : ' kern-form-check__checkbox--error';
  const described = [choice.hint && `${id}-hint`, error && index === undefined && `${group}-error`].filter(Boolean).join(' ');
  return (
    <div class="kern-form-check">
      <input
        class={error ? base + wrong : base}
        type={kind}
        id={id}
        name={name}
        value={choice.value}
        checked={checked}
        aria-invalid={error && kind === 'checkbox' ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      <label class="kern-label" for={id}>
        {choice.label}
        {choice.hint && (
          <span class="kern-hint fs-choice-hint" id={`${id}-hint`}>
            {choice.hint}
          </span>
        )}
      </label>
    </div>
  );
}
