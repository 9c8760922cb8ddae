import { Moment, P, usePage } from '../../../../platform/html';
import type { StatementView } from '../../../registrations';

/**
 * What a person has said to a notice or in a hearing, word for word: every statement, who has written it down, and why it may not have ended the
 * waiting.
 */
export function StatementList({ statements, isHeard }: { statements: readonly StatementView[]; isHeard: boolean }) {
  const { t } = usePage();
  return (
    <>
      {statements.map(({ text, at, via, takenBy }, place) => (
        <div key={place}>
          <P>
            {t(`staff-acts:statement.via.${via}`)}, <Moment at={at} />
            {takenBy !== null && `, ${t('staff-acts:statement.taken-by', { by: takenBy })}`}:
          </P>
          <blockquote class="kern-body" dir="auto">
            {text.split('\n').map((line, number) => (
              <p key={number}>{line}</p>
            ))}
          </blockquote>
        </div>
      ))}
      {statements.length > 0 && !isHeard && <P>{t('staff-acts:statement.goes-on')}</P>}
    </>
  );
}
