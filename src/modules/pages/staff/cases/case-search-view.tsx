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
  caseNumber?: string;
  /** Something has just been asked for. */
  asked?: boolean;
}

/** Whose registration is it about? One box for the case number. */
export function CaseSearchView({ member, act, found, caseNumber, asked }: Props) {
  const { t } = usePage();
  const nothing = found?.length === 0 ? t('staff-acts:case.none') : undefined;
  return (
    <DeskFrame member={member} title={t(`staff-acts:${act}.title`)}>
      {asked && <Alert tone="success" title={t('staff-acts:asked')} />}
      <P>{t(`staff-acts:${act}.lead`)}</P>
      <CaseSearch action={PLACES[act]} error={nothing} value={caseNumber} />
      {found !== undefined && found.length > 0 && (
        <CaseTable cases={found} place={PLACES[act]} caption={t('staff-acts:case.found')} link={t(`staff-acts:${act}.open`)} />
      )}
    </DeskFrame>
  );
}
