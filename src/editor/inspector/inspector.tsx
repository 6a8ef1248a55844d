// The inspector: who the selected node is, its formula, its values and gradients as pictures and as numbers, its settings.

import { useState } from "react";
import { registry } from "../../../nodes/index.ts";
import type { GraphNode } from "../../graph/document.ts";
import type { NodeType } from "../../graph/node-type.ts";
import { useAfterFrame } from "../after-frame.ts";
import { Icon } from "../frame/icons.tsx";
import { removeSelection } from "../store/changes.ts";
import { isUpdateRule, pathOf } from "../store/scope.ts";
import { ruleAt, selectedNode, useValues } from "../store/selectors.ts";
import { type EditorState, useEditor } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { Ailment } from "./ailment.tsx";
import { Figures } from "./figures.tsx";
import { About, Formula } from "./formula.tsx";
import { Settings } from "./settings.tsx";
import { SeveralSelected, Summary } from "./summary.tsx";
import { Title } from "./title.tsx";
import "./inspector.css";

interface PickerProps {
  readonly values: readonly InspectedValue[];
  readonly chosen: InspectedValue;
  readonly choose: (name: string) => void;
}

/** A node may have several values: outputs, weights. */
function ValuePicker({ values, chosen, choose }: PickerProps) {
  if (values.length < 2) return null;
  return (
    <section className="value-picker">
      <label>
        <span className="caption">Shown</span>
        <select className="field" value={chosen.name} onChange={(event) => choose(event.target.value)}>
          {values.map(({ name }) => (
            <option key={name} value={name}>
              {name.replaceAll("$", "")}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

/** Of a node inside an update rule. */
function reasonInRule(state: EditorState): string {
  const rule = ruleAt(state);
  if (!rule) return "the next training step is being computed";
  return "code" in rule ? rule.message : "the weight after the step does not depend on it";
}

/** Why a node has no numbers: what is said of itself, else what else is missing in the graph. */
function reasonFor(state: EditorState, path: string): string {
  const { analysis } = state;
  if (!analysis) return "the engine is starting";
  if (isUpdateRule(state)) return reasonInRule(state);
  const own = analysis.problems.find(({ where }) => where?.node === path);
  return (own ?? analysis.problems[0])?.message ?? "wire its inputs up to data or constants";
}

function Values({ node, type }: { readonly node: GraphNode; readonly type: NodeType | undefined }) {
  const values = useValues(node.id);
  const [name, choose] = useState<string | null>(null);
  const chosen = values.find((entry) => entry.name === name) ?? values[0];
  // The canvas shows new numbers first: formulas and charts take as long as all its pictures.
  const shown = useAfterFrame(chosen);
  const missing = useEditor((state) => reasonFor(state, pathOf(state.path, node.id)));
  if (!chosen || !shown || chosen.value.length === 0) return <section className="dim">No numbers yet: {missing}.</section>;
  return (
    <>
      <ValuePicker values={values} chosen={chosen} choose={choose} />
      <Figures entry={shown.name === chosen.name ? shown : chosen} type={type} />
    </>
  );
}

function NodeInspector({ node }: { readonly node: GraphNode }) {
  const type = registry.get(node.type);
  const silent = type?.role === "comment" || type?.role === "optimizer";
  return (
    <>
      <Title node={node} type={type} />
      <Ailment node={node} />
      {type && <Formula key={`formula ${node.id}`} node={node} type={type} />}
      {!silent && <Values key={node.id} node={node} type={type} />}
      <Settings node={node} type={type} />
      {type && <About type={type} />}
      <section>
        <button type="button" className="button outlined" onClick={removeSelection}>
          <Icon name="remove" /> Delete this node
        </button>
      </section>
    </>
  );
}

export function Inspector() {
  const node = useEditor(selectedNode);
  const selected = useEditor((state) => state.selection.length);
  return (
    <div className="inspector" data-testid="inspector">
      {node ? <NodeInspector node={node} /> : selected > 1 ? <SeveralSelected selected={selected} /> : <Summary />}
    </div>
  );
}
