import { Alert, P, usePage } from '../../../../platform/html';
import type { StaffCase } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { CaseSearch, CaseTable } from './case-search';

/** Acts about one registration that begin with a search. */
export type ActOnCase = 'correction' | 'grant';

const PLACES: Readonly<Record<ActOnCase, string>> = { correction: '/staff/corrections', grant: '/staff/grants' };

interface Props {
  member: StaffMember;
  act: ActOnCase;
  /** Undefined when nobody searched yet. */
  found?: readonly StaffCase[];
  /** What was searched for. */
  typed?: { readonly caseNumber: string; readonly birthDate: string };
  error?: string;
  /** Number and birth date together, or the number alone. */
  asksBirthDate: boolean;
  /** Something has just been asked for. */
  asked?: boolean;
}

/** Whose registration is it about? */
export function CaseSearchView({ member, act, found, typed, error, asksBirthDate, asked }: Props) {
  const { t } = usePage();
  return (
    <DeskFrame member={member} title={t(`staff-acts:${act}.title`)}>
      {asked && <Alert tone="success" title={t('staff-acts:asked')} />}
      <P>{t(`staff-acts:${act}.lead`)}</P>
      <CaseSearch
        action={PLACES[act]}
        error={error}
        value={typed?.caseNumber}
        birthDate={asksBirthDate ? (typed?.birthDate ?? '') : undefined}
      />
      {found !== undefined && found.length > 0 && (
        <CaseTable cases={found} place={PLACES[act]} caption={t('staff-acts:case.found')} link={t(`staff-acts:${act}.open`)} />
      )}
    </DeskFrame>
  );
}
