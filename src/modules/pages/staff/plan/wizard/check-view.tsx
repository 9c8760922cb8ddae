import {
  Actions,
  Alert,
  BackLink,
  Button,
  ErrorSummary,
  type FieldErrors,
  Form,
  H2,
  List,
  Link,
  P,
  Section,
  Table,
  TextField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../../platform/html';
import type { PolicyPreviewView } from '../../../../draws';
import type { StaffMember } from '../../../../staff';
import type { WindowDraft } from '../../../../windows';
import { PotName } from '../../../windows/pot-name';
import type { DescribedRules } from '../../../windows/window-rules.service';
import { RuleSections } from '../../../windows/window-rules-view';
import { DeskFrame } from '../../desk-frame';
import { QUESTIONS } from './questions';

export interface CheckedDraft {
  readonly draft: WindowDraft;
  readonly rules: DescribedRules;
  readonly policy: PolicyPreviewView;
}

/** Everything before a window comes of it: the announcement in plain words, and what the policy would do now. */
export function CheckView({ member, checked, errors }: { member: StaffMember; checked: CheckedDraft; errors: FieldErrors }) {
  const { t } = usePage();
  const local = useLocal();
  const { draft, rules, policy } = checked;
  const { basics, repeat } = draft.answers;
  return (
    <>
      <BackLink href={local(`/staff/plans/${draft.id}/${QUESTIONS.at(-1)!}`)} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-plan:check.title')}>
        <P large>
          <span lang="de">{basics!.title}</span>
        </P>
        <P>{t('staff-plan:check.lead')}</P>
        <P>
          {repeat!.everyDays === null
            ? t('staff-plan:check.once')
            : t('staff-plan:check.again', { count: repeat!.everyDays, ahead: repeat!.announceDaysBefore })}
        </P>
        <H2>{t('staff-plan:check.change')}</H2>
        <List
          items={QUESTIONS.map((question) => (
            <Link href={local(`/staff/plans/${draft.id}/${question}`)}>{t(`staff-plan:wizard.${question}.title`)}</Link>
          ))}
        />
        <PolicySection draft={draft} rules={rules} policy={policy} />
        <RuleSections rules={rules} />
        <Form action={local(`/staff/plans/${draft.id}/finish`)} id="finish">
          <input type="hidden" name="version" value={String(draft.version)} />
          <P>{t('staff-plan:check.next')}</P>
          <Actions>
            <Button>{repeat!.everyDays === null ? t('staff-plan:check.make-window') : t('staff-plan:check.make-template')}</Button>
          </Actions>
        </Form>
      </DeskFrame>
    </>
  );
}

function PolicySection({ draft, rules, policy }: CheckedDraft) {
  const { t } = usePage();
  const local = useLocal();
  const { count, share } = useFormats();
  const tickets = (from: number, to: number): string => (from === to ? count(from) : `${count(from)}–${count(to)}`);
  return (
    <Section labelledBy="policy">
      <H2 id="policy">{t('staff-plan:policy.title')}</H2>
      <P>{t('staff-plan:policy.text', { people: count(policy.people), wanted: count(policy.wanted) })}</P>
      <form class="fs-form" method="get" action={local(`/staff/plans/${draft.id}/check`)} noValidate>
        <TextField
          name="slots"
          label={t('staff-plan:policy.slots')}
          hint={t('staff-plan:policy.slots-hint')}
          value={String(policy.slots)}
          width={4}
          inputMode="numeric"
        />
        <Actions>
          <Button weight="secondary">{t('staff-plan:policy.again')}</Button>
        </Actions>
      </form>
      {policy.classes.length === 0 ? (
        <Alert tone="info" title={t('staff-plan:policy.too-few')} />
      ) : (
        <>
          <Table
            caption={t('staff-plan:policy.caption')}
            columns={[
              { title: t('staff-plan:policy.tickets') },
              { title: t('staff-plan:policy.people'), numeric: true },
              { title: t('staff-plan:policy.chance'), numeric: true },
              { title: t('staff-plan:policy.equal'), numeric: true },
            ]}
            rows={policy.classes.map(({ from, to, people, chance }) => [
              tickets(from, to),
              count(people),
              share(chance),
              share(policy.equal),
            ])}
          />
          {policy.pots.length > 0 && (
            <List
              items={policy.pots.map(({ pot, people }) => (
                <>
                  <PotName pot={pot} announcement={rules.announcement} />: {t('staff-plan:policy.in-pot', { count: people })}
                </>
              ))}
            />
          )}
        </>
      )}
      <P muted>{t('staff-plan:policy.note')}</P>
    </Section>
  );
}
