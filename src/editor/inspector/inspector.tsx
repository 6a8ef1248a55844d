// The inspector: who the selected node is, its formula, its values and gradients as pictures and as numbers, its settings.

import { useState } from "react";
import { registry } from "../../../nodes/index.ts";
import type { GraphNode } from "../../graph/document.ts";
import { Letters } from "../canvas/figures/letters.tsx";
import { Icon } from "../frame/icons.tsx";
import { removeSelection } from "../store/changes.ts";
import { pathOf } from "../store/scope.ts";
import { selectedNode, useValues } from "../store/selectors.ts";
import { type EditorState, useEditor } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { About, Formula } from "./formula.tsx";
import { HeatMap } from "./heat-map.tsx";
import { Numbers } from "./numbers.tsx";
import { Settings } from "./settings.tsx";
import { SeveralSelected, Summary } from "./summary.tsx";
import { Title } from "./title.tsx";
import "./inspector.css";

function Maps({ entry }: { readonly entry: InspectedValue }) {
  const steps = useEditor((state) => state.inspection?.steps ?? null);
  return (
    <>
      <div className="maps">
        <HeatMap entry={entry} kind="value" steps={steps} />
        {entry.time && steps !== null && <Letters most={44} />}
        {entry.gradient ? (
          <HeatMap entry={entry} kind="gradient" steps={steps} />
        ) : (
          <p className="dim">∂ Gradients appear once the graph has a loss.</p>
        )}
        {entry.gradient?.every((x) => x === 0) && <p className="dim">∂ is 0 everywhere: the loss does not depend on it.</p>}
      </div>
      <Numbers entry={entry} />
    </>
  );
}

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
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
    </section>
  );
}

/** Why a node has no numbers: what is said of itself, else what else is missing in the graph. */
function reasonFor({ analysis }: EditorState, path: string): string {
  if (!analysis) return "the engine is starting";
  const own = analysis.problems.find(({ where }) => where?.node === path);
  return (own ?? analysis.problems[0])?.message ?? "wire its inputs up to data or constants";
}

function Values({ node }: { readonly node: GraphNode }) {
  const values = useValues(node.id);
  const [name, choose] = useState<string | null>(null);
  const chosen = values.find((entry) => entry.name === name) ?? values[0];
  const missing = useEditor((state) => reasonFor(state, pathOf(state.path, node.id)));
  if (!chosen || chosen.value.length === 0) return <section className="dim">No numbers yet: {missing}.</section>;
  return (
    <>
      <ValuePicker values={values} chosen={chosen} choose={choose} />
      <Maps entry={chosen} />
    </>
  );
}

function NodeInspector({ node }: { readonly node: GraphNode }) {
  const type = registry.get(node.type);
  const silent = type?.role === "comment" || type?.role === "optimizer";
  return (
    <>
      <Title node={node} type={type} />
      {type && <Formula type={type} />}
      {!silent && <Values key={node.id} node={node} />}
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
