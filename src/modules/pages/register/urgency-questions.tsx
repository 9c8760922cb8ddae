import { Fieldset, RadioGroup, TextField, usePage } from '../../../platform/html';
import { textOf } from './fields';
import { DayFields } from './person-questions';
import type { QuestionProps } from './question-page';

const SOURCES = ['card', 'fiction-certificate', 'ordinance', 'end-of-employment', 'register'] as const;
const REASONS = ['job-loss', 'benefit-loss', 'family-emergency', 'medical', 'urgent-travel'] as const;

export function CriticalDateQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <>
      <RadioGroup
        name="has"
        label={t('register:critical-date.question')}
        hint={t('register:critical-date.hint')}
        error={errors['has']}
        value={textOf(fields, 'has')}
        choices={[
          { value: 'yes', label: t('register:critical-date.yes') },
          { value: 'no', label: t('register:critical-date.no') },
        ]}
        isPageHeading
      />
      <Fieldset name="date" label={t('register:critical-date.when')} error={errors['date']} horizontal>
        <DayFields fields={fields} wrong={errors['date'] !== undefined} />
      </Fieldset>
      <RadioGroup
        name="source"
        label={t('register:critical-date.source')}
        error={errors['source']}
        value={textOf(fields, 'source')}
        choices={SOURCES.map((value) => ({ value, label: t(`register:critical-date.sources.${value}`) }))}
      />
    </>
  );
}

export function HardshipQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  const reasons = REASONS.map((value) => ({ value, label: t(`register:hardship.${value}`), hint: t(`register:hardship.${value}-proof`) }));
  return (
    <RadioGroup
      name="hardship"
      label={t('register:hardship.question')}
      hint={t('register:hardship.hint')}
      error={errors['hardship']}
      value={textOf(fields, 'hardship')}
      choices={[{ value: 'none', label: t('register:hardship.none') }, ...reasons]}
      isPageHeading
    />
  );
}

export function SizeQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <>
      <h1 class="kern-heading-large">{t('register:size.question')}</h1>
      <TextField
        name="size"
        label={t('register:size.label')}
        hint={t('register:size.hint')}
        value={textOf(fields, 'size')}
        error={errors['size']}
        width={2}
        inputMode="numeric"
        leftToRight
      />
    </>
  );
}
