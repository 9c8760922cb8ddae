import {
  Actions,
  BackLink,
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  type FieldErrors,
  Form,
  H1,
  List,
  P,
  RadioGroup,
  SelectField,
  TextField,
  useLocal,
  usePage,
} from '../../../platform/html';
import type { OwnDetails } from '../../registrations';
import { MOST_WISHES } from '../register/questions';

interface Props {
  own: string;
  details: OwnDetails;
  errors?: FieldErrors;
}

/** What the form for wishes holds: as posted, or as the registration has it. */
export interface WishesShown {
  readonly any: boolean;
  readonly wishes: readonly string[];
  readonly size: string;
  readonly widen: boolean;
  /** null where there are no special pots to ask about. */
  readonly special: 'yes' | 'no' | null;
}

export function WishesView({ own, details, errors = {}, shown }: Props & { shown: WishesShown }) {
  const { t } = usePage();
  const local = useLocal();
  const choices = [
    { value: '', label: t('own:wishes.nothing') },
    ...details.groups.map(({ name, title }) => ({ value: name, label: title })),
  ];
  const places = Array.from({ length: Math.min(MOST_WISHES, details.groups.length) }, (_, index) => index + 1);
  return (
    <>
      <BackLink href={local(own)} />
      <ErrorSummary errors={errors} />
      <H1>{t('own:wishes.title')}</H1>
      <P>{t('own:wishes.text')}</P>
      <Form action={local(`${own}/wishes`)}>
        <Checkbox name="any" label={t('own:wishes.any')} hint={t('own:wishes.any-hint')} checked={shown.any} />
        {places.map((place) => (
          <SelectField
            key={place}
            name={`wish-${place}`}
            label={t('own:wishes.place', { place })}
            error={errors[`wish-${place}`]}
            value={shown.wishes[place - 1] ?? ''}
            choices={choices}
          />
        ))}
        <Checkbox name="widen" label={t('register:wishes.widen')} hint={t('register:wishes.widen-hint')} checked={shown.widen} />
        {details.specialPots.length > 0 && (
          <RadioGroup
            name="special"
            label={t('register:pots.question')}
            hint={t('register:pots.hint')}
            value={shown.special ?? 'yes'}
            choices={[
              { value: 'yes', label: t('register:pots.yes') },
              { value: 'no', label: t('register:pots.no') },
            ]}
          />
        )}
        <SelectField
          name="size"
          label={t('own:wishes.size')}
          hint={t('own:wishes.size-hint')}
          value={shown.size}
          choices={Array.from({ length: 9 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }))}
        />
        <Actions>
          <Button>{t('common:action.save')}</Button>
        </Actions>
      </Form>
    </>
  );
}

export function ContactView({ own, details, errors = {}, value }: Props & { value?: string }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(own)} />
      <ErrorSummary errors={errors} />
      <H1>{t('own:contact.title')}</H1>
      {details.maskedContact && (
        <P>
          {t('own:contact.now')} <bdi dir="ltr">{details.maskedContact}</bdi>
        </P>
      )}
      <P>{t('own:contact.text')}</P>
      <Form action={local(`${own}/contact`)}>
        <TextField
          name="contact"
          label={t('own:contact.label')}
          hint={t('own:contact.hint')}
          error={errors.contact}
          value={value}
          autocomplete="email"
          maxLength={254}
          leftToRight
        />
        <Actions>
          <Button>{t('common:action.save')}</Button>
        </Actions>
      </Form>
      <P muted>{t('own:contact.none')}</P>
    </>
  );
}

export function WithdrawView({ own, details }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(own)} />
      <H1>{t('own:withdraw.title')}</H1>
      <List
        items={[
          t('own:withdraw.final'),
          t('own:withdraw.draw'),
          ...(details.losses > 0 ? [t('own:withdraw.losses', { count: details.losses })] : []),
        ]}
      />
      <Form action={local(`${own}/withdraw`)}>
        <Actions>
          <Button>{t('own:withdraw.button')}</Button>
          <ButtonLink href={local(own)} weight="secondary">
            {t('own:withdraw.keep')}
          </ButtonLink>
        </Actions>
      </Form>
    </>
  );
}
