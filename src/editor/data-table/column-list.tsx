// The columns of a table with what each is for: input, target, or nothing.

import { readNames } from "../../base/name-list.ts";
import type { Table } from "../../data/csv/parse.ts";
import type { ColumnRoles } from "../../data/csv/suggest.ts";
import type { Role } from "./roles.ts";

/** More columns than this are named in fields: so many boxes nobody ticks. */
export const MOST_LISTED = 64;

interface ColumnListProps {
  readonly table: Table;
  readonly roles: ColumnRoles;
  readonly toggle: (role: Role, column: string) => void;
}

interface BoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: () => void;
}

const Box = ({ label, checked, onChange }: BoxProps) => (
  <td>
    <input type="checkbox" aria-label={label} title={label} checked={checked} onChange={onChange} />
  </td>
);

export function ColumnList({ table, roles, toggle }: ColumnListProps) {
  const [inputs, targets] = [new Set(readNames(roles.inputs)), new Set(readNames(roles.targets))];
  return (
    <div className="column-list" data-testid="column-list">
      <table>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Input</th>
            <th scope="col">Target</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((name) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {name}
              </th>
              <Box label={`${name} is an input`} checked={inputs.has(name)} onChange={() => toggle("inputs", name)} />
              <Box label={`${name} is a target`} checked={targets.has(name)} onChange={() => toggle("targets", name)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
