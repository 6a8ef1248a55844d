// The settings of the selected node: its name and role, its type's attributes, for an instance of a cell also the cell's own.

import type { GraphNode } from "../../graph/document.ts";
import type { AttributeSpec, NodeType } from "../../graph/node-type.ts";
import { renameNode, setAttribute, setRole } from "../store/changes.ts";
import { cellName, pathOf } from "../store/scope.ts";
import { useEditor } from "../store/state.ts";
import { AttributeField } from "./attribute-field.tsx";
import { ownForms } from "./own-forms.ts";
import { TextSetting } from "./text-setting.tsx";

/** A cell's attributes as the form reads them. */
function useCellSpecs(node: GraphNode): AttributeSpec[] {
  const name = cellName(node);
  const attributes = useEditor((state) => (name === null ? undefined : state.document.cells[name]?.attributes));
  return (attributes ?? []).map(({ id, default: value, summary }) => ({
    id,
    title: id,
    summary: summary ?? `Setting ${id} of the cell.`,
    kind: "number",
    default: value,
  }));
}

export function Settings({ node, type }: { readonly node: GraphNode; readonly type: NodeType | undefined }) {
  const path = useEditor((state) => pathOf(state.path, node.id));
  const own = ownForms.get(node.type);
  const specs = [...(type?.attributes ?? []), ...useCellSpecs(node)].filter(({ id }) => !own?.attributes.has(id));
  return (
    <section className="settings">
      <h3 className="caption">Settings</h3>
      <TextSetting
        key={`${node.id} name`}
        title="Name"
        value={node.id}
        placeholder="a letter or word"
        testid="node-name"
        set={(name) => renameNode(node.id, name)}
      />
      <TextSetting
        key={`${node.id} role ${node.role}`}
        title="Role"
        value={node.role ?? ""}
        placeholder="what it does here"
        testid="node-role"
        set={(role) => setRole(node.id, role)}
      />
      {own && <own.Form key={node.id} node={node} />}
      {specs.map((spec) => (
        <AttributeField
          key={`${node.id} ${spec.id}`}
          of={{ label: `${node.type} "${path}"`, path }}
          spec={spec}
          value={node.attributes[spec.id]}
          set={(value) => setAttribute(node.id, spec.id, value)}
        />
      ))}
    </section>
  );
}
