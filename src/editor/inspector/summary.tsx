// What the inspector tells while nothing, or more than one thing, is selected: the open graph in a few lines, and its named values.

import type { GraphNode } from "../../graph/document.ts";
import { MOST_PARAMETERS } from "../../training/drivers/limit.ts";
import { isNamed, shortNameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { short } from "../pictures/numbers.ts";
import { mean, norm } from "../pictures/scale.ts";
import { unitsOf } from "../pictures/units.ts";
import { isUpdateRule, pathOf } from "../store/scope.ts";
import { currentScope, useGraph, useStep, useValues, valuesAt } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { select } from "../store/view.ts";
import { hessianEntries } from "./hessian.ts";

const count = (n: number, one: string): string => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

/** Of a name in the first column. */
const MOST_LETTERS = 18;

/** A named value of the open graph: choosing it opens its own page. */
function NamedValue({ node, inRule }: { readonly node: GraphNode; readonly inRule: boolean }) {
  const [entry] = useValues(node.id);
  const step = useStep();
  if (!entry) return null;
  const from = entry.time ? step * unitsOf(entry) : 0;
  const size = inRule ? mean(entry.value) : entry.gradient && norm(entry.gradient, from, from + unitsOf(entry));
  return (
    <tr>
      <th scope="row">
        <button type="button" className="button" title={node.id} data-testid={`summary-${node.id}`} onClick={() => select([node.id])}>
          <Tex tex={shortNameTex(node.id, MOST_LETTERS)} spoken /> <span className="dim">{node.role}</span>
        </button>
      </th>
      <td className="number">{entry.shape.join(" × ") || "number"}</td>
      <td className="number" title={size === null ? undefined : String(size)}>
        {size === null ? "–" : short(size)}
      </td>
    </tr>
  );
}

function NamedValues({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const inRule = useEditor(isUpdateRule);
  const hasNumbers = useEditor(({ inspection, path }) => nodes.some(({ id }) => valuesAt(inspection, pathOf(path, id)).length > 0));
  if (!hasNumbers || nodes.length === 0) return null;
  return (
    <section className="numbers named-values">
      <h3 className="caption">Values by name</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col">shape</th>
            <th scope="col">{inRule ? "mean" : <Tex tex="\lVert\partial L\rVert" spoken />}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <NamedValue key={node.id} node={node} inRule={inRule} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A table longer than this says nothing at a glance. */
const MOST = 40;

export function Summary() {
  const graph = useGraph();
  const document = useEditor((state) => state.document);
  const scope = useEditor(currentScope);
  const inRule = useEditor(isUpdateRule);
  const parameters = useEditor((state) => state.analysis?.parameterCount ?? null);
  const shown = scope === null ? document : (document.cells[scope] ?? document);
  const nodes = Object.values(graph.nodes);
  return (
    <>
      <section className="summary">
        <h2>{shown.title}</h2>
        {shown.description && <p>{shown.description}</p>}
        {shown.source && <p className="dim">Source: {shown.source}</p>}
        <p className="dim">
          {count(nodes.length, "node")}, {count(Object.keys(graph.edges).length, "wire")}
          {parameters !== null && `, ${count(parameters, "trained number")} in all`}
        </p>
        {parameters !== null && parameters > 0 && (
          <p className="dim" data-testid="hessian">
            The Hessian of the loss has {hessianEntries(parameters)} entries
            {parameters > MOST_PARAMETERS && ": too many for Newton, BFGS and their kin"}.
          </p>
        )}
        <p className="dim">Select a node to see its formula{inRule ? " and its values" : ", its values and its gradient at every step"}.</p>
      </section>
      <NamedValues nodes={nodes.filter(isListed).slice(0, MOST)} />
    </>
  );
}

const isListed = (node: GraphNode): boolean => isNamed(node.id);

export function SeveralSelected({ selected }: { readonly selected: number }) {
  return (
    <section className="summary">
      <h2>{count(selected, "node")} selected</h2>
      <p className="dim">Drag or use the arrow keys to move them; Delete removes them; Ctrl C copies them.</p>
    </section>
  );
}
