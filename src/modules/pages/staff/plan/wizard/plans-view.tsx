import {
  Actions,
  Alert,
  Badge,
  Button,
  Card,
  Facts,
  Form,
  H2,
  Link,
  Moment,
  P,
  SelectField,
  useLocal,
  usePage,
} from '../../../../../platform/html';
import { mayDo, type StaffMember } from '../../../../staff';
import type { TemplateView, WindowDraft } from '../../../../windows';
import { DeskFrame } from '../../desk-frame';

export interface PlansFacts {
  readonly services: readonly { readonly path: string; readonly title: string }[];
  readonly drafts: readonly WindowDraft[];
  /** Windows that are not announced. */
  readonly planned: readonly {
    readonly id: string;
    readonly path: string;
    readonly title: string;
    readonly opensAt: string;
    readonly slots: number;
  }[];
  readonly templates: readonly TemplateView[];
}

/** Everything that is not public yet; above it why something that was asked for was refused. */
export function PlansView({ member, facts, refused }: { member: StaffMember; facts: PlansFacts; refused?: string }) {
  const { t } = usePage();
  const local = useLocal();
  const mayPlan = mayDo(member.roles, 'plan-windows');
  return (
    <DeskFrame member={member} title={t('staff-plan:plans.title')}>
      {refused !== undefined && <Alert tone="warning" title={refused} />}
      <P>{t('staff-plan:plans.lead')}</P>
      {mayPlan && facts.services.length > 0 && (
        <Form action={local('/staff/plans')}>
          <SelectField
            name="service"
            label={t('staff-plan:plans.service')}
            choices={facts.services.map(({ path, title }) => ({ value: path, label: title }))}
          />
          <Actions>
            <Button>{t('staff-plan:plans.begin')}</Button>
          </Actions>
        </Form>
      )}
      <H2>{t('staff-plan:plans.drafts')}</H2>
      {facts.drafts.length === 0 && <P>{t('staff-plan:plans.none')}</P>}
      {facts.drafts.map((draft) => (
        <Card key={draft.id} level={3} title={<span lang="de">{draft.answers.basics?.title ?? draft.serviceTitle}</span>}>
          <Facts facts={[[t('staff-plan:plans.changed', { by: draft.changedBy }), <Moment at={draft.changedAt} />]]} />
          {mayPlan && <Link href={local(`/staff/plans/${draft.id}`)}>{t('staff-plan:plans.go-on')}</Link>}
        </Card>
      ))}
      <Planned member={member} planned={facts.planned} />
      <Templates member={member} templates={facts.templates} />
    </DeskFrame>
  );
}

function Planned({ member, planned }: { member: StaffMember; planned: PlansFacts['planned'] }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H2>{t('staff-plan:plans.planned')}</H2>
      {planned.length === 0 && <P>{t('staff-plan:plans.none')}</P>}
      {planned.map(({ id, path, title, opensAt, slots }) => (
        <Card key={id} level={3} title={<span lang="de">{title}</span>}>
          <Facts
            facts={[
              [t('staff-plan:plans.path'), <code class="fs-code">{path}</code>],
              [t('staff-plan:plans.opens'), <Moment at={opensAt} />],
              [
                t('staff-plan:slots.title'),
                <Link href={local(`/staff/windows/${id}/slots`)}>{t('staff-plan:plans.slots', { count: slots })}</Link>,
              ],
            ]}
          />
          {mayDo(member.roles, 'ask-for-announcements') && (
            <Form action={local(`/staff/announce/${id}`)}>
              <Actions>
                <Button weight="secondary">{t('staff:windows.ask')}</Button>
              </Actions>
            </Form>
          )}
        </Card>
      ))}
    </>
  );
}

function Templates({ member, templates }: { member: StaffMember; templates: readonly TemplateView[] }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H2>{t('staff-plan:plans.templates')}</H2>
      <P>{t('staff-plan:plans.templates-text')}</P>
      {templates.length === 0 && <P>{t('staff-plan:plans.none')}</P>}
      {templates.map(({ id, path, title, repeatDays, paused, opensAt, announcedAt }) => (
        <Card key={id} level={3} title={<span lang="de">{title}</span>}>
          <p>
            <Badge tone={paused ? 'info' : 'success'}>{t(paused ? 'staff-plan:plans.paused' : 'staff-plan:plans.running')}</Badge>
          </p>
          <Facts
            facts={[
              [t('staff-plan:plans.path'), <code class="fs-code">{path}</code>],
              [t('staff-plan:plans.every'), t('staff-plan:plans.days', { count: repeatDays })],
              [t('staff-plan:plans.announced'), <Moment at={announcedAt} />],
              [t('staff-plan:plans.opens'), <Moment at={opensAt} />],
            ]}
          />
          {mayDo(member.roles, 'plan-windows') && (
            <Form action={local(`/staff/templates/${id}/${paused ? 'start' : 'pause'}`)}>
              <Actions>
                <Button weight="secondary">{t(paused ? 'staff-plan:plans.start' : 'staff-plan:plans.pause')}</Button>
              </Actions>
            </Form>
          )}
        </Card>
      ))}
    </>
  );
}
