import {
  Alert,
  Around,
  Badge,
  Button,
  Card,
  Foreign,
  Form,
  H2,
  Link,
  List,
  P,
  TextField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { ExpectedView } from '../../../appointments';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';

interface CounterProps {
  readonly member: StaffMember;
  readonly day: string;
  readonly isToday: boolean;
  /** The counter whose list is shown; null for all. */
  readonly place: string | null;
  readonly people: readonly ExpectedView[];
  /** Who has just been dealt with. */
  readonly done: ExpectedView | null;
  /** What the box could not find, in words, with what was typed. */
  readonly trouble?: { readonly text: string; readonly typed: string };
  /** Several who fit. */
  readonly found?: readonly ExpectedView[];
}

/** The day at the counters: one box, and who is expected. */
export function CounterView(props: CounterProps) {
  const { member, day, isToday, place, done, trouble, found } = props;
  const { t } = usePage();
  const { calendarDay } = useFormats();
  return (
    <DeskFrame member={member} title={isToday ? t('staff-counter:title') : t('staff-counter:other-day', { day: calendarDay(day) })}>
      {done && <Done person={done} />}
      <Box day={isToday ? null : day} place={place} trouble={trouble} />
      {found && <Found people={found} />}
      <Expected {...props} />
    </DeskFrame>
  );
}

/** The one box. Whatever a person brings fits into it; Enter sends it. */
function Box({ day, place, trouble }: { day: string | null; place: string | null; trouble: CounterProps['trouble'] }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <Form action={local('/staff/counter/find')}>
      {day && <input type="hidden" name="day" value={day} />}
      {place && <input type="hidden" name="place" value={place} />}
      <TextField
        name="typed"
        label={t('staff-counter:box.label')}
        hint={t('staff-counter:box.hint')}
        value={trouble?.typed}
        error={trouble?.text}
        maxLength={500}
        anyScript
        autofocus
      />
      <Button>{t('staff-counter:box.find')}</Button>
    </Form>
  );
}

function Found({ people }: { people: readonly ExpectedView[] }) {
  const { t } = usePage();
  return (
    <Card title={t('staff-counter:found', { count: people.length })}>
      <List
        items={people.map((person) => (
          <PersonLine person={person} />
        ))}
      />
    </Card>
  );
}

function Done({ person }: { person: ExpectedView }) {
  const { t } = usePage();
  const isDone = person.state === 'attended';
  const what = isDone ? 'staff-counter:done.attended' : 'staff-counter:done.handed-over';
  return <Alert tone={isDone ? 'success' : 'warning'} title={<Around text={nameOf(person)} of={(name) => t(what, { name })} />} />;
}

/** The list by counter. Whoever has been served is counted, not listed: the page stays small. */
function Expected({ people, place, day, isToday }: CounterProps) {
  const { t } = usePage();
  const local = useLocal();
  const places = [...new Set(people.map(placeOf))].sort();
  const shown = place === null ? places : places.filter((each) => each === place);
  const query = (one: string | null): string =>
    new URLSearchParams({ ...(isToday ? {} : { day }), ...(one === null ? {} : { place: one }) }).toString();
  return (
    <>
      <nav aria-label={t('staff-counter:places')} class="fs-no-print">
        <ul class="fs-footer__links">
          {places.length > 1 && (
            <li>
              <Link href={local(`/staff/counter?${query(null)}`)}>{t('staff-counter:all-places')}</Link>
            </li>
          )}
          {places.length > 1 &&
            places.map((each) => (
              <li key={each}>
                <Link href={local(`/staff/counter?${query(each)}`)}>{each}</Link>
              </li>
            ))}
          <li>
            <Link href={local(`/staff/counter/list?${query(place)}`)}>{t('staff-counter:paper.link')}</Link>
          </li>
        </ul>
      </nav>
      {people.length === 0 && <P>{t('staff-counter:nobody')}</P>}
      {shown.map((each) => (
        <Counter key={each} place={each} people={people.filter((person) => placeOf(person) === each)} />
      ))}
    </>
  );
}

function Counter({ place, people }: { place: string; people: readonly ExpectedView[] }) {
  const { t } = usePage();
  const open = people.filter(({ state }) => state === 'accepted');
  const countOf = (state: ExpectedView['state']): number => people.filter((person) => person.state === state).length;
  return (
    <>
      <H2>{place}</H2>
      <P muted>{t('staff-counter:counts', { open: open.length, attended: countOf('attended'), missed: countOf('missed') })}</P>
      {open.length > 0 && (
        <List
          items={open.map((person) => (
            <PersonLine person={person} />
          ))}
        />
      )}
    </>
  );
}

function PersonLine({ person }: { person: ExpectedView }) {
  const { t } = usePage();
  const local = useLocal();
  const { clock } = useFormats();
  return (
    <>
      {clock(person.slots[0]!.startsAt)}{' '}
      <Link href={local(`/staff/counter/${person.appointment}`)}>
        <Foreign text={nameOf(person)} />
      </Link>
      {person.slots.length > 1 && ` (${t('staff-counter:size', { count: person.slots.length })})`}{' '}
      {person.secondLook && <Badge tone="warning">{t('staff-counter:second-look')}</Badge>}
      {person.state !== 'accepted' && <Badge tone="info">{stateText(person.state, t)}</Badge>}
    </>
  );
}

export function stateText(state: ExpectedView['state'], t: ReturnType<typeof usePage>['t']): string {
  return state === 'attended' || state === 'missed' || state === 'accepted'
    ? t(`staff-counter:state.${state}`)
    : t('staff-counter:state.gone');
}

export function nameOf({ surname, givenNames }: { readonly surname: string; readonly givenNames: string }): string {
  return [surname, givenNames].filter(Boolean).join(', ');
}

export function placeOf({ slots }: Pick<ExpectedView, 'slots'>): string {
  return slots[0]!.place;
}
