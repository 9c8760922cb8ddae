import type { ComponentChildren } from 'preact';

export interface Column {
  title: ComponentChildren;
  numeric?: boolean;
}

/** A table that is read row by row. Wide ones scroll inside their own frame, which the keyboard reaches. */
export function Table(props: {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly ComponentChildren[])[];
  /** The first cell of a row is its heading. */
  rowHeadings?: boolean;
}) {
  const { caption, columns, rows, rowHeadings = true } = props;
  return (
    <div class="kern-table-responsive" role="group" aria-label={caption} tabIndex={0}>
      <table class="kern-table kern-table--small">
        <caption class="kern-title kern-title--small">{caption}</caption>
        <thead class="kern-table__head">
          <tr class="kern-table__row">
            {columns.map(({ title, numeric }, index) => (
              <th key={index} scope="col" class={numeric ? 'kern-table__header kern-table__header--numeric' : 'kern-table__header'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="kern-table__body">
          {rows.map((row, number) => (
            <tr class="kern-table__row" key={number}>
              {row.map((cell, index) =>
                index === 0 && rowHeadings ? (
                  <th key={index} scope="row" class="kern-table__header">
                    {cell}
                  </th>
                ) : (
                  <td key={index} class={columns[index]?.numeric ? 'kern-table__cell kern-table__cell--numeric' : 'kern-table__cell'}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
