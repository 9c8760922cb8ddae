import { describedBy, FieldError, type FieldProps, Hint, LabelText } from './form';

/** A field for several lines, in whatever script somebody writes. */
export function TextArea(props: FieldProps & { value?: string; rows?: number }) {
  const { name, value, error, rows = 6 } = props;
  return (
    <div class={error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label class="kern-label" for={name}>
        <LabelText {...props} />
      </label>
      <Hint {...props} />
      <textarea
        class={error ? 'kern-form-input__input kern-form-input__input--error' : 'kern-form-input__input'}
        id={name}
        name={name}
        rows={rows}
        dir="auto"
        autocomplete="off"
        aria-required={props.optional ? undefined : 'true'}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
        value={value ?? ''}
      ></textarea>
      <FieldError {...props} />
    </div>
  );
}
