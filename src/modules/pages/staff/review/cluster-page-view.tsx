import {
  Alert,
  Around,
  BackLink,
  Badge,
  Button,
  Facts,
  Foreign,
  Form,
  H2,
  H3,
  Link,
  Moment,
  P,
  SelectField,
  Table,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { ClusterView, MemberView } from '../../../registrations';
import { mayDo, type StaffMember } from '../../../staff';
import { asPrinted } from '../birth-date';
import { DeskFrame } from '../desk-frame';
import { KEEP_REASONS } from './review-choices';
import { Comparison, nameOf, Signs, TONES } from './review-words';

interface Props {
  member: StaffMember;
  cluster: ClusterView;
  /** Why keeping all was refused. */
  refusal?: string;
}

/** One cluster: why it was found, its registrations side by side, and the way to decide about each. */
export function ClusterPageView({ member, cluster, refusal }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  return (
    <>
      <BackLink href={local('/staff/review')} />
      <DeskFrame member={member} title={t('staff-review:cluster.title')}>
        {refusal !== undefined && <Alert tone="warning" title={refusal} />}
        <P large>
          <Signs signs={cluster.signs} />
        </P>
        <P>{t(`staff-review:kind.${cluster.kind}`)}</P>
        <Facts
          facts={[
            [t('staff-review:column.grade'), <Badge tone={TONES[cluster.grade]}>{t(`staff-review:grade.${cluster.grade}`)}</Badge>],
            [t('staff-review:column.size'), count(cluster.size)],
            [t('staff-review:column.window'), <span lang="de">{cluster.window?.title ?? cluster.serviceTitle}</span>],
            [
              t('staff-review:column.until'),
              cluster.window === null ? t('staff-review:no-window') : <Moment at={cluster.window.freezeAt} />,
            ],
            cluster.closedAt === null ? null : [t('staff-review:cluster.closed'), <Moment at={cluster.closedAt} />],
          ]}
        />
        <H2>{t('staff-review:cluster.members')}</H2>
        {cluster.members.length > 0 && <Members cluster={cluster} />}
        {cluster.erased > 0 && <P muted>{t('staff-review:cluster.erased', { count: cluster.erased })}</P>}
        <Pages cluster={cluster} />
        {cluster.members.map((each, place) => (
          <Member key={each.view.registration} each={each} place={place} cluster={cluster} member={member} />
        ))}
        {cluster.closedAt === null && cluster.kind !== 'case' && mayDo(member.roles, 'decide-reviews') && (
          <>
            <H2>{t('staff-review:keep-all.title')}</H2>
            <P>{t('staff-review:keep-all.text')}</P>
            <Form action={local(`/staff/review/${cluster.id}`)}>
              <SelectField
                name="reason"
                label={t('staff-review:keep.reason')}
                error={refusal}
                choices={[
                  { value: '', label: t('staff-review:choose') },
                  ...KEEP_REASONS.map((value) => ({ value, label: t(`staff-review:keep-reason.${value}`) })),
                ]}
              />
              <Button weight="secondary">{t('staff-review:keep-all.button')}</Button>
            </Form>
          </>
        )}
      </DeskFrame>
    </>
  );
}

/** Side by side. What differs from the first in name, birth date or case number is marked, and said in words below. */
function Members({ cluster: { members } }: { cluster: ClusterView }) {
  const { t } = usePage();
  const first = members[0]!.view;
  const cell = (own: string, other: string) =>
    own === other ? (
      <Foreign text={own} />
    ) : (
      <mark>
        <Foreign text={own} />
      </mark>
    );
  return (
    <Table
      caption={t('staff-review:cluster.caption')}
      columns={(['number', 'surname', 'given-names', 'birth-date', 'case', 'contact', 'representative', 'received'] as const).map(
        (column) => ({
          title: t(`staff-review:member.${column}`),
        }),
      )}
      rows={members.map(({ view }, place) => [
        String(place + 1),
        cell(view.surname, first.surname),
        cell(view.givenNames, first.givenNames),
        cell(asPrinted(view.birthDate), asPrinted(first.birthDate)),
        cell(view.caseNumber, first.caseNumber),
        <Foreign text={view.contact.value ?? t('common:none')} />,
        <Foreign text={view.representative?.name ?? t('common:none')} />,
        <Moment at={view.receivedAt} />,
      ])}
    />
  );
}

function Member({ each, place, cluster, member }: { each: MemberView; place: number; cluster: ClusterView; member: StaffMember }) {
  const { t } = usePage();
  const local = useLocal();
  const isOpen = each.questions.some(({ decision }) => decision === null);
  const mayDecide = mayDo(member.roles, 'decide-reviews');
  return (
    <>
      <H3>
        {place + 1}. <Foreign text={nameOf(each.view)} />
      </H3>
      <P muted>{t(`staff-review:state.${each.view.state}`)}</P>
      <Comparison member={each} first={cluster.members[0]!.view} />
      {each.notice !== null && <P>{t(each.notice.objectedAt === null ? 'staff-review:notice.open' : 'staff-review:notice.answered')}</P>}
      <p>
        <Link href={local(`/staff/review/${cluster.id}/${each.view.registration}`)}>
          <Around text={nameOf(each.view)} of={(name) => t(isOpen && mayDecide ? 'staff-review:decide' : 'staff-review:look', { name })} />
        </Link>
      </p>
    </>
  );
}

function Pages({ cluster: { id, page, pages } }: { cluster: ClusterView }) {
  const { t } = usePage();
  const local = useLocal();
  if (pages === 1) return null;
  return (
    <p>
      {t('staff-review:cluster.page', { page, pages })}{' '}
      {page > 1 && <Link href={local(`/staff/review/${id}?page=${page - 1}`)}>{t('staff-review:cluster.back')}</Link>}{' '}
      {page < pages && <Link href={local(`/staff/review/${id}?page=${page + 1}`)}>{t('staff-review:cluster.next')}</Link>}
    </p>
  );
}
