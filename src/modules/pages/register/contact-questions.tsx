import { RadioGroup, TextField, usePage } from '../../../platform/html';
import { textOf } from './fields';
import type { QuestionProps } from './question-page';

export function ContactQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <>
      <RadioGroup
        name="kind"
        label={t('register:contact.question')}
        hint={t('register:contact.hint')}
        error={errors['kind']}
        value={textOf(fields, 'kind')}
        choices={(['mail', 'phone', 'none'] as const).map((value) => ({ value, label: t(`register:contact.${value}`) }))}
        isPageHeading
      />
      <TextField
        name="mail"
        label={t('register:contact.mail-address')}
        value={textOf(fields, 'mail')}
        error={errors['mail']}
        type="email"
        autocomplete="email"
        leftToRight
        optional
      />
      <TextField
        name="phone"
        label={t('register:contact.phone-number')}
        hint={t('register:contact.phone-hint')}
        value={textOf(fields, 'phone')}
        error={errors['phone']}
        type="tel"
        autocomplete="tel"
        leftToRight
        optional
      />
    </>
  );
}

export function RepresentativeQuestion({ fields, errors }: QuestionProps) {
  const { t } = usePage();
  return (
    <>
      <RadioGroup
        name="has"
        label={t('register:representative.question')}
        hint={t('register:representative.hint')}
        error={errors['has']}
        value={textOf(fields, 'has')}
        choices={(['no', 'yes'] as const).map((value) => ({ value, label: t(`register:representative.${value}`) }))}
        isPageHeading
      />
      <TextField
        name="representative"
        label={t('register:representative.name')}
        value={textOf(fields, 'representative')}
        error={errors['representative']}
        anyScript
        optional
      />
      <TextField
        name="reach"
        label={t('register:representative.reach')}
        value={textOf(fields, 'reach')}
        error={errors['reach']}
        leftToRight
        optional
      />
    </>
  );
}
