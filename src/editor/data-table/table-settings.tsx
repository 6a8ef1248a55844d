// The form of a csv node: its file, the first rows, and what the columns are for. The text of the table itself is never shown.

import { useId } from "react";
import { csvData } from "../../../nodes/data/csv.ts";
import { attempt, type ProblemData } from "../../base/errors.ts";
import { readNames, writeNames } from "../../base/name-list.ts";
import type { Table } from "../../data/csv/parse.ts";
import type { Source } from "../../data/csv/problem.ts";
import type { ColumnRoles } from "../../data/csv/suggest.ts";
import type { GraphNode } from "../../graph/document.ts";
import { AttributeField } from "../inspector/attribute-field.tsx";
import { useRefusal } from "../inspector/use-refusal.ts";
import { sentencesOf } from "../problems/at-node.ts";
import { setAttribute } from "../store/changes.ts";
import { tryEdit } from "../store/edit.ts";
import { pathOf } from "../store/scope.ts";
import { useEditor } from "../store/state.ts";
import { ChooseFile } from "./choose-file.tsx";
import { ColumnList, MOST_LISTED } from "./column-list.tsx";
import { Fault } from "./fault.tsx";
import { FirstRows } from "./first-rows.tsx";
import { parsedTable } from "./parsed.ts";
import { settingAll } from "./put-table.ts";
import { rolesOf, textAttribute, toggled, withClasses } from "./roles.ts";
import "./data-table.css";

interface FormProps {
  readonly node: GraphNode;
  readonly path: string;
}

/** An attribute as a plain field. */
function Field({ node, path, attribute }: FormProps & { readonly attribute: string }) {
  const spec = csvData.attributes.find(({ id }) => id === attribute);
  if (!spec) return null;
  return (
    <AttributeField
      of={{ label: `${node.type} "${path}"`, path }}
      spec={spec}
      value={node.attributes[attribute]}
      set={(value) => setAttribute(node.id, attribute, value)}
    />
  );
}

interface RolesProps extends FormProps {
  readonly table: Table;
  readonly roles: ColumnRoles;
  readonly change: (changes: () => Partial<ColumnRoles>) => void;
  readonly source: Source;
}

function Roles({ node, path, table, roles, change, source }: RolesProps) {
  if (table.columns.length > MOST_LISTED) {
    return (
      <>
        <Field node={node} path={path} attribute="inputs" />
        <Field node={node} path={path} attribute="targets" />
      </>
    );
  }
  return (
    <>
      <ColumnList table={table} roles={roles} toggle={(role, column) => change(() => toggled(table, roles, role, column, source))} />
      <Fault path={path} attribute="inputs" />
      <Fault path={path} attribute="targets" />
    </>
  );
}

/** Texts are classes anyway; numbers may be, such as 0, 1, 2 for three kinds. */
function Classes({ node, path, table, roles, change, source }: RolesProps) {
  const id = useId();
  const isOn = roles.classes !== "";
  return (
    <>
      <div className="setting">
        <label htmlFor={id} title="The one target column holds names of classes.">
          The target is a class
        </label>
        <input
          id={id}
          type="checkbox"
          data-testid="target-is-class"
          checked={isOn}
          disabled={!isOn && readNames(roles.targets).length !== 1}
          onChange={() => change(() => withClasses(table, roles, !isOn, source))}
        />
      </div>
      {isOn ? <Field node={node} path={path} attribute="classes" /> : <Fault path={path} attribute="classes" />}
    </>
  );
}

function Sequence({ path, table, roles, change }: RolesProps) {
  const id = useId();
  const [chosen = ""] = readNames(roles.sequence);
  const options = table.columns.includes(chosen) || chosen === "" ? table.columns : [...table.columns, chosen];
  return (
    <>
      <div className="setting" data-testid="attribute-sequence">
        <label htmlFor={id} title="Rows with the same text in this column are the steps of one sequence.">
          Sequence
        </label>
        <select
          id={id}
          className="field"
          value={chosen}
          onChange={({ target }) => change(() => ({ sequence: target.value === "" ? "" : writeNames([target.value]) }))}
        >
          <option value="">none</option>
          {options.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Fault path={path} attribute="sequence" />
    </>
  );
}

/** What was refused while it was tried, until something goes well. */
function useChange(node: GraphNode): readonly [ProblemData | null, RolesProps["change"]] {
  const [refused, setRefused] = useRefusal();
  const change: RolesProps["change"] = (changes) => {
    const found = attempt(changes);
    setRefused(found.ok ? tryEdit(settingAll(node.id, found.value)) : found.problem);
  };
  return [refused, change];
}

function ReadTable({ node, path, table, source }: FormProps & { readonly table: Table; readonly source: Source }) {
  const [refused, change] = useChange(node);
  const roles = rolesOf(node);
  const props: RolesProps = { node, path, table, roles, change, source };
  return (
    <>
      <FirstRows table={table} />
      <Fault path={path} attribute="text" />
      <Roles {...props} />
      <Classes {...props} />
      <Sequence {...props} />
      {refused && (
        <p className="fault" role="alert">
          {sentencesOf(refused)}
        </p>
      )}
    </>
  );
}

const counted = (count: number, one: string): string => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

/** `120 rows × 5 columns`. */
const sizeText = ({ rows, columns }: Table): string => `${counted(rows.length, "row")} × ${counted(columns.length, "column")}`;

export function TableSettings({ node }: { readonly node: GraphNode }) {
  const path = useEditor((state) => pathOf(state.path, node.id));
  const source = { name: `${node.type} "${path}"` };
  const parsed = parsedTable(textAttribute(node, "text"), source);
  return (
    <div className="table-settings" data-testid="table-settings">
      <div className="table-file">
        <span data-testid="table-size">{parsed.ok ? sizeText(parsed.value) : "No table"}</span>
        <ChooseFile node={node.id} />
      </div>
      {parsed.ok ? <ReadTable node={node} path={path} table={parsed.value} source={source} /> : <Fault path={path} attribute="text" />}
    </div>
  );
}
