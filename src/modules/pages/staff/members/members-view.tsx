import { Alert, Button, Card, Facts, Form, Moment, P, useLocal, usePage } from '../../../../platform/html';
import type { LiveMember, StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';

interface Props {
  member: StaffMember;
  live: readonly LiveMember[];
  /** What was ended a moment ago. */
  ended?: { name: string; count: number };
}

/** Who is signed in, and the button for the day somebody leaves or a laptop is lost. */
export function MembersView({ member, live, ended }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <DeskFrame member={member} title={t('staff-acts:members.title')}>
      {ended && <Alert tone="success" title={t('staff-acts:members.ended', ended)} />}
      <P>{t('staff-acts:members.lead')}</P>
      {live.map(({ name, roles, sessions, seenAt }) => (
        <Card key={name} title={name}>
          <Facts
            facts={[
              [t('staff-acts:members.roles'), roles.map((role) => t(`staff:role.${role}`)).join(', ')],
              [t('staff-acts:members.sessions'), sessions],
              [t('staff-acts:members.seen'), <Moment at={seenAt} />],
            ]}
          />
          {name === member.name ? (
            <P muted>{t('staff-acts:members.self')}</P>
          ) : (
            <Form action={local('/staff/members')}>
              <input type="hidden" name="name" value={name} />
              <Button weight="secondary">{t('staff-acts:members.end', { name })}</Button>
            </Form>
          )}
        </Card>
      ))}
    </DeskFrame>
  );
}
