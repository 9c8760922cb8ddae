import { Table, usePage } from '../../../../platform/html';

interface RowError {
  readonly line: number;
  readonly field?: string;
  readonly code: string;
}

/** Every mistake of a file: where it is, and what is wrong. @param lineOf what stands for a line; default: its number */
export function RowErrors({ errors, lineOf = String }: { errors: readonly RowError[]; lineOf?: (line: number) => string }) {
  const { t, texts, language } = usePage();
  const wordsOf = (code: string): string => texts.find(language, `staff-plan:error.${code}`) ?? code;
  return (
    <Table
      caption={t('staff-plan:row.caption')}
      columns={[{ title: t('staff-plan:row.line') }, { title: t('staff-plan:row.field') }, { title: t('staff-plan:row.what') }]}
      rows={errors.map(({ line, field, code }) => [lineOf(line), field && <code class="fs-code">{field}</code>, wordsOf(code)])}
    />
  );
}
