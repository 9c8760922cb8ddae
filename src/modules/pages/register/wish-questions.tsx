import { Alert, Checkbox, CheckboxGroup, H2, List, P, RadioGroup, SelectField, useFormats, usePage } from '../../../platform/html';
import { listOf, textOf } from './fields';
import { type JourneyGroup, type Obstacle, weekdaysOf } from './journey';
import type { QuestionProps } from './question-page';
import { MOST_WISHES, NOTICE_DAYS } from './questions';

export function DaysQuestion({ journey, fields }: QuestionProps) {
  const { t } = usePage();
  return (
    <CheckboxGroup
      name="days"
      label={t('register:days.question')}
      hint={t('register:days.hint')}
      values={listOf(fields, 'days')}
      choices={weekdaysOf(journey).map((day) => ({ value: String(day), label: t(`register:days.${day}`) }))}
      isPageHeading
    />
  );
}

export function NoticeQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <RadioGroup
      name="notice"
      label={t('register:notice.question')}
      hint={t('register:notice.hint')}
      error={errors['notice']}
      value={textOf(fields, 'notice')}
      choices={NOTICE_DAYS.map((days) => ({ value: String(days), label: t(`register:notice.${days}`) }))}
      isPageHeading
    />
  );
}

interface WishesProps extends QuestionProps {
  possible: readonly JourneyGroup[];
  out: readonly { group: JourneyGroup; obstacle: Obstacle }[];
}

export function WishesQuestion({ fields, errors, possible, out }: WishesProps) {
  const { t } = usePage();
  const groups = possible.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <>
      <RadioGroup
        name="any"
        label={t('register:wishes.question')}
        hint={t('register:wishes.hint')}
        error={errors['any']}
        value={textOf(fields, 'any')}
        choices={[
          { value: 'yes', label: t('register:wishes.any'), hint: t('register:wishes.any-hint') },
          { value: 'no', label: t('register:wishes.chosen') },
        ]}
        isPageHeading
      />
      {possible.slice(0, MOST_WISHES).map((_, index) => {
        const name = `wish-${index + 1}`;
        const label = t('register:wishes.wish', { number: index + 1 });
        const none = { value: '', label: t(index === 0 ? 'register:wishes.choose' : 'register:wishes.no-wish') };
        const choices = [none, ...groups];
        return <SelectField key={name} name={name} label={label} value={textOf(fields, name)} error={errors[name]} choices={choices} />;
      })}
      {out.length === 0 && (
        <Checkbox
          name="widen"
          label={t('register:wishes.widen')}
          hint={t('register:wishes.widen-hint')}
          checked={textOf(fields, 'widen') === 'yes'}
        />
      )}
      {possible.length === 0 ? (
        <Alert tone="warning" title={t('register:wishes.none-possible-title')}>
          <P>{t('register:wishes.none-possible-text')}</P>
        </Alert>
      ) : (
        <>
          <H2>{t('register:wishes.possible-title')}</H2>
          <List
            items={possible.map((group) => (
              <GroupLine key={group.name} group={group} />
            ))}
          />
        </>
      )}
      {out.length > 0 && (
        <>
          <H2>{t('register:wishes.out-title')}</H2>
          <List
            items={out.map(({ group, obstacle }) => (
              <>
                <span lang="de">{group.title}</span>: {t(`register:wishes.out-${obstacle}`)}
              </>
            ))}
          />
        </>
      )}
    </>
  );
}

/** A group, its office and its days. Titles and offices are the authority's own words. */
function GroupLine({ group: { title, office, days } }: { group: JourneyGroup }) {
  const { t } = usePage();
  const formats = useFormats();
  const on = days.map((day) => formats.shortDay(`${day}T12:00:00Z`));
  const shown = on.length > 6 ? `${on[0]} – ${on.at(-1)}` : on.join(', ');
  return (
    <>
      <span lang="de">
        <strong>{title}</strong> ({office})
      </span>{' '}
      {on.length === 0 ? t('register:wishes.days-open') : `${t('register:wishes.days')} ${shown}`}
    </>
  );
}

export function PotsQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <RadioGroup
      name="special"
      label={t('register:pots.question')}
      hint={t('register:pots.hint')}
      error={errors['special']}
      value={textOf(fields, 'special')}
      choices={[
        { value: 'yes', label: t('register:pots.yes') },
        { value: 'no', label: t('register:pots.no') },
      ]}
      isPageHeading
    />
  );
}
