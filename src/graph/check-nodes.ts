// Checks of single nodes: type known, attributes known and in range, parameter names free.

import { attributeFault, cellAttributeFault } from "./attributes.ts";
import type { AttributeValue, GraphNode } from "./document.ts";
import { type Finding, type GraphView, nodeFinding, pathOf } from "./finding.ts";
import type { NodeType } from "./node-type.ts";
import { CELL_ATTRIBUTE, cellOf, namesCell } from "./ports.ts";

/** Everything about the nodes of one graph that can be said without looking at its wires. */
export function* checkNodes(view: GraphView): Generator<Finding> {
  for (const [key, node] of Object.entries(view.graph.nodes)) {
    if (key !== node.id) yield nodeFinding(view, node, "error", { code: "misfiled", message: `stands under the id "${key}"` });
    const type = view.registry.get(node.type);
    if (type) {
      yield* checkAttributes(view, node, type);
      yield* checkParameters(view, node, type);
    } else yield unknownType(view, node);
  }
  yield* checkParameterNames(view);
}

const unknownType = (view: GraphView, node: GraphNode): Finding =>
  nodeFinding(view, node, "warning", {
    code: "unknown-type",
    message: `no node type "${node.type}" is known here`,
    got: node.type,
    remedy: "it is kept as it is and left out of the computation; a newer Gradwire may know it",
  });

/** The attributes an instance may have beside its type's. */
const cellAttributeIds = (view: GraphView, node: GraphNode, type: NodeType): readonly string[] =>
  namesCell(type) ? (cellOf(node, view.document)?.attributes ?? []).map((attribute) => attribute.id) : [];

function* checkAttributes(view: GraphView, node: GraphNode, type: NodeType): Generator<Finding> {
  const cellIds = cellAttributeIds(view, node, type);
  for (const [id, value] of Object.entries(node.attributes)) {
    const fault = checkAttribute(view, node, type, id, value, cellIds);
    if (fault) yield fault;
  }
}

function checkAttribute(
  view: GraphView,
  node: GraphNode,
  type: NodeType,
  id: string,
  value: AttributeValue,
  cellIds: readonly string[],
): Finding | null {
  const path = pathOf(view.scope, node.id);
  const spec = type.attributes.find((attribute) => attribute.id === id);
  if (!spec && !cellIds.includes(id) && !isCellName(type, id)) return unknownAttribute(view, node, type, id, cellIds);
  const fault = spec ? attributeFault(node, spec, value, path) : isCellName(type, id) ? null : cellAttributeFault(node, id, value, path);
  return fault && { ...fault, severity: "error", scope: view.scope };
}

const isCellName = (type: NodeType, id: string): boolean => type.role === "cell" && id === CELL_ATTRIBUTE;

function unknownAttribute(view: GraphView, node: GraphNode, type: NodeType, id: string, cellIds: readonly string[]): Finding {
  const known = [...type.attributes.map((attribute) => attribute.id), ...cellIds];
  return nodeFinding(view, node, "error", {
    code: "unknown-attribute",
    message: `has no attribute "${id}"`,
    where: { attribute: id },
    got: id,
    expected: known.length === 0 ? "no attributes" : known.join(" or "),
  });
}

/** Settings are for ports that train a parameter of their own. */
function* checkParameters(view: GraphView, node: GraphNode, type: NodeType): Generator<Finding> {
  if (type.role === "cell" && !cellOf(node, view.document)) return;
  const { inputs } = view.ports(node, view.scope);
  for (const id of Object.keys(node.parameters ?? {})) {
    if (inputs.some((port) => port.id === id && port.parameter)) continue;
    yield nodeFinding(view, node, "error", {
      code: "unknown-parameter",
      message: `has no parameter "${id}"`,
      where: { port: id },
      got: id,
    });
  }
}

/** A parameter's name is a name of the graph, beside the nodes' ids. */
function* checkParameterNames(view: GraphView): Generator<Finding> {
  const taken = new Set(Object.keys(view.graph.nodes));
  for (const node of Object.values(view.graph.nodes)) {
    for (const [id, { name }] of Object.entries(node.parameters ?? {})) {
      if (name === undefined) continue;
      if (taken.has(name)) yield nameTaken(view, node, id, name);
      taken.add(name);
    }
  }
}

const nameTaken = (view: GraphView, node: GraphNode, port: string, name: string): Finding =>
  nodeFinding(view, node, "error", {
    code: "name-taken",
    message: `parameter ${port} is called "${name}", as something else in the same graph`,
    where: { port },
    got: name,
    remedy: "choose another name",
  });
