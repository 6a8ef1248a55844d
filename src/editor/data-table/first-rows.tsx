// The first rows of a table, so that one sees what is in it.

import type { Table } from "../../data/csv/parse.ts";

const MOST_ROWS = 5;
/** Beyond so many columns nobody scrolls to see them. */
const MOST_COLUMNS = 24;

export function FirstRows({ table }: { readonly table: Table }) {
  const { columns, rows } = table;
  const shown = columns.slice(0, MOST_COLUMNS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
    <section className="first-rows" aria-label="First rows of the table" tabIndex={0} data-testid="first-rows">
      <table>
        <thead>
          <tr>
            {shown.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ line, cells }) => (
            <tr key={line}>
              {shown.map((name, column) => (
                <td key={name}>{cells[column]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
