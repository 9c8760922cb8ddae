import { Checkbox, Details, Fieldset, P, TextField, usePage } from '../../../platform/html';
import { textOf } from './fields';
import type { QuestionProps } from './question-page';

export function NameQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <Fieldset name="name" label={t('register:name.question')} hint={t('register:name.hint')} isPageHeading>
      <TextField
        name="surname"
        label={t('register:name.surname')}
        value={textOf(fields, 'surname')}
        error={errors['surname']}
        autocomplete="family-name"
        anyScript
      />
      <TextField
        name="givenNames"
        label={t('register:name.given-names')}
        hint={t('register:name.given-names-hint')}
        value={textOf(fields, 'givenNames')}
        error={errors['givenNames']}
        autocomplete="given-name"
        anyScript
      />
      <P>{t('register:name.one-part')}</P>
    </Fieldset>
  );
}

export function BirthDateQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <>
      <Fieldset
        name="birthDate"
        label={t('register:birth-date.question')}
        hint={t('register:birth-date.hint')}
        error={errors['birthDate']}
        isPageHeading
        horizontal
      >
        <DayFields fields={fields} wrong={errors['birthDate'] !== undefined} autocomplete />
      </Fieldset>
      <Checkbox
        name="unknown"
        label={t('register:birth-date.unknown')}
        hint={t('register:birth-date.unknown-hint')}
        checked={textOf(fields, 'unknown') === 'yes'}
      />
    </>
  );
}

/** Day, month and year in the order of German papers. */
export function DayFields({ fields, wrong, autocomplete }: Pick<QuestionProps, 'fields'> & { wrong: boolean; autocomplete?: boolean }) {
  const { t } = usePage();
  const parts = [
    ['day', t('register:day'), 2, 'bday-day'],
    ['month', t('register:month'), 2, 'bday-month'],
    ['year', t('register:year'), 4, 'bday-year'],
  ] as const;
  return (
    <>
      {parts.map(([name, label, width, purpose]) => (
        <TextField
          key={name}
          name={name}
          label={label}
          value={textOf(fields, name)}
          width={width}
          inputMode="numeric"
          invalid={wrong}
          autocomplete={autocomplete ? purpose : 'off'}
          leftToRight
        />
      ))}
    </>
  );
}

export function CaseNumberQuestion({ fields, errors }: QuestionProps) {
  const { t, assets, authority } = usePage();
  return (
    <>
      <h1 class="kern-heading-large">{t('register:case-number.question')}</h1>
      <TextField
        name="caseNumber"
        label={t('register:case-number.label')}
        hint={t('register:case-number.hint')}
        value={textOf(fields, 'caseNumber')}
        error={errors['caseNumber']}
        leftToRight
      />
      <div class="fs-pictures">
        <img src={assets.addressOf('case-number-letter.svg')} alt={t('register:case-number.letter')} width="300" height="240" />
        <img src={assets.addressOf('case-number-card.svg')} alt={t('register:case-number.card')} width="300" height="240" />
      </div>
      <Details summary={t('register:case-number.missing-title')}>
        <P>{t('register:case-number.missing-text')}</P>
        {authority.phone && (
          <P>
            {t('register:case-number.missing-phone')} <bdi dir="ltr">{authority.phone}</bdi>
          </P>
        )}
      </Details>
    </>
  );
}
