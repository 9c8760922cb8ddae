import { Foreign, usePage } from '../../../../platform/html';
import type { ClusterSummary, MemberView, StaffView } from '../../../registrations';
import { asPrinted } from '../birth-date';

/** Codes that say that nothing is alike: no reason to look. */
const NOTHING = ['names-differ', 'birth-differs', 'case-differs'];

type Tone = 'danger' | 'warning' | 'info';
export const TONES: Readonly<Record<ClusterSummary['grade'], Tone>> = { 1: 'danger', 2: 'warning', 3: 'info' };

/** Why a cluster was found, in words. */
export function Signs({ signs }: { signs: readonly string[] }) {
  const { texts, language } = usePage();
  const words = signs.filter((sign) => !NOTHING.includes(sign)).map((sign) => texts.find(language, `staff-review:sign.${sign}`) ?? sign);
  return <>{words.join('; ')}</>;
}

/** How a registration compares with the first one, each finding with both values. */
export function Comparison({ member, first }: { member: MemberView; first: StaffView }) {
  const { t } = usePage();
  if (member.comparison === null) return null;
  const { view } = member;
  const [name, birth, number] = member.comparison;
  return (
    <ul class="kern-list kern-list--bullet">
      <li>
        {t(`staff-review:sign.${name}`)} <Values values={[nameOf(first), nameOf(view)]} />
      </li>
      <li>
        {t(`staff-review:sign.${birth}`)} <Values values={[asPrinted(first.birthDate), asPrinted(view.birthDate)]} />
      </li>
      <li>
        {t(`staff-review:sign.${number}`)} <Values values={[first.caseNumber, view.caseNumber]} />
      </li>
    </ul>
  );
}

/** Two values, or the one that both are. */
function Values({ values: [first, own] }: { values: [string, string] }) {
  if (first === own) return <Foreign text={`(${own})`} />;
  return (
    <>
      (<Foreign text={first} /> / <Foreign text={own} />)
    </>
  );
}

export function nameOf({ surname, givenNames }: Pick<StaffView, 'surname' | 'givenNames'>): string {
  return [surname, givenNames].filter((part) => part !== '').join(', ');
}
