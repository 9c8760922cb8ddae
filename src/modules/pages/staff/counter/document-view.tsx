import { Alert, Foreign, List, P, usePage } from '../../../../platform/html';
import type { CheckedDocument } from '../../../appointments';

type Part = CheckedDocument['names']['surname'];
type Piece = Part['pieces'][number];

/** How the document's machine-readable lines compare, in sentences. It says what differs and by which rule, and decides nothing. */
export function DocumentComparison({ checked }: { checked: CheckedDocument }) {
  const { t } = usePage();
  const { names, birth, differingBirth, differs } = checked;
  const isWritten = names.surname.verdict === 'written' || names.givenNames.verdict === 'written' || names.swapped;
  const title = differs.length > 0 ? 'differs' : isWritten ? 'written' : 'same';
  return (
    <Alert tone={differs.length > 0 ? 'warning' : 'success'} title={t(`staff-counter:document.${title}`)}>
      {names.swapped && <P>{t('staff-counter:document.swapped')}</P>}
      {(['surname', 'givenNames'] as const).map((part) => (
        <PartOfName key={part} label={t(`staff-counter:part.${part}`)} part={names[part]} />
      ))}
      <P>
        {t('staff-counter:part.birthDate')}: <span class="fs-code">{shownBirth(birth)}</span>
        {differingBirth.length > 0 &&
          `, ${t('staff-counter:document.birth', { parts: differingBirth.map((each) => t(`staff-counter:document.${each}`)).join(', ') })}`}
      </P>
    </Alert>
  );
}

function PartOfName({ label, part }: { label: string; part: Part }) {
  const { t } = usePage();
  const notes = part.pieces.filter(({ how }) => how !== 'same');
  return (
    <>
      <P>
        {label}: <Foreign text={part.registered || '–'} /> / <span class="fs-code">{part.document || '–'}</span>
        {part.verdict === 'incomparable' && `, ${t('staff-counter:document.incomparable')}`}
      </P>
      {notes.length > 0 && (
        <List
          items={notes.map((piece) => (
            <Note piece={piece} />
          ))}
        />
      )}
    </>
  );
}

function Note({ piece: { registered, document, how } }: { piece: Piece }) {
  const { t } = usePage();
  if (how === 'same') return null;
  return <>{t(`staff-counter:document.how.${how}`, { registered, document: document || '–' })}</>;
}

/** `YYMMDD` as people write dates: "17.05.90". */
function shownBirth(birth: string): string {
  return [birth.slice(4, 6), birth.slice(2, 4), birth.slice(0, 2)].join('.').replaceAll('<<', '–');
}
