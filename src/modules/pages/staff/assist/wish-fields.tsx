import { Checkbox, CheckboxGroup, type FieldErrors, SelectField, TextField, usePage } from '../../../../platform/html';
import { type Fields, listOf, textOf } from '../../register/fields';
import { type Journey, weekdaysOf } from '../../register/journey';
import { MOST_WISHES, NOTICE_DAYS } from '../../register/questions';

/** What each part of the form is shown with. */
export interface Part {
  readonly shown: Fields;
  readonly errors: FieldErrors;
}

/** When the person can't come. Such groups are out of the question, whatever is wished. */
export function DayFields({ journey, shown, errors }: Part & { journey: Journey }) {
  const { t } = usePage();
  return (
    <>
      <CheckboxGroup
        name="days"
        label={t('register:check.days')}
        error={errors['days']}
        values={listOf(shown, 'days')}
        choices={weekdaysOf(journey).map((day) => ({ value: String(day), label: t(`register:days.${day}`) }))}
      />
      <SelectField
        name="notice"
        label={t('register:notice.question')}
        value={textOf(shown, 'notice')}
        error={errors['notice']}
        choices={NOTICE_DAYS.map((ahead) => ({ value: String(ahead), label: t(`register:notice.${ahead}`) }))}
      />
    </>
  );
}

/** Wishes and size. Nothing chosen means any. */
export function WishFields({ journey, shown, errors }: Part & { journey: Journey }) {
  const { t } = usePage();
  const groups = journey.groups.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <>
      <TextField
        name="size"
        label={t('register:size.label')}
        value={shown['size'] === undefined ? '1' : textOf(shown, 'size')}
        error={errors['size']}
        width={2}
        inputMode="numeric"
        leftToRight
      />
      {groups.length > 1 &&
        groups
          .slice(0, MOST_WISHES)
          .map((_, index) => (
            <SelectField
              key={index}
              name={`wish-${index + 1}`}
              label={t('register:wishes.wish', { number: index + 1 })}
              value={textOf(shown, `wish-${index + 1}`)}
              error={errors[`wish-${index + 1}`]}
              choices={[{ value: '', label: t(index === 0 ? 'register:wishes.any' : 'register:wishes.no-wish') }, ...groups]}
            />
          ))}
      {groups.length > 1 && <Checkbox name="widen" label={t('register:wishes.widen')} checked={textOf(shown, 'widen') === 'yes'} />}
      {journey.specialPots.length > 0 && (
        <Checkbox name="generalOnly" label={t('register:pots.no')} checked={textOf(shown, 'generalOnly') === 'yes'} />
      )}
    </>
  );
}
