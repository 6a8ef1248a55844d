// What the inspector tells while nothing, or more than one thing, is selected: the open graph in a few lines.

import { currentScope, useGraph } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";

const count = (n: number, one: string): string => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

export function Summary() {
  const graph = useGraph();
  const document = useEditor((state) => state.document);
  const scope = useEditor(currentScope);
  const parameters = useEditor((state) => state.analysis?.parameterCount ?? null);
  const shown = scope === null ? document : (document.cells[scope] ?? document);
  return (
    <section className="summary">
      <h2>{shown.title}</h2>
      {shown.description && <p>{shown.description}</p>}
      {shown.source && <p className="dim">Source: {shown.source}</p>}
      <p className="dim">
        {count(Object.keys(graph.nodes).length, "node")}, {count(Object.keys(graph.edges).length, "wire")}
        {parameters !== null && `, ${count(parameters, "trained number")} in all`}
      </p>
      <p className="dim">Select a node to see its formula, its values and its gradient at every step.</p>
    </section>
  );
}

export function SeveralSelected({ selected }: { readonly selected: number }) {
  return (
    <section className="summary">
      <h2>{count(selected, "node")} selected</h2>
      <p className="dim">Drag or use the arrow keys to move them; Delete removes them; Ctrl C copies them.</p>
    </section>
  );
}
