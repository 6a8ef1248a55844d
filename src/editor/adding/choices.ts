// What the list offers: entries of the palette, those that fit where a wire is in the hand, and free ports of the open graph.

import { registry } from "../../../nodes/index.ts";
import { type Endpoint, edgeId, type Graph, type GraphNode, type GraphScope } from "../../graph/document.ts";
import { type PortSpec, portSpec } from "../../graph/node-type.ts";
import { portLookup, roleOf } from "../../graph/ports.ts";
import { shownPorts } from "../canvas/node-ports.ts";
import { type Entry, entries as paletteEntries } from "../palette/entries.ts";
import { search } from "../palette/groups.ts";
import { pathOf } from "../store/scope.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import type { EditorState } from "../store/state.ts";
import { fittingEntry, hasExit, isFor } from "./fitting-types.ts";
import type { LooseWire } from "./wiring-request.ts";

export interface Choice {
  readonly key: string;
  readonly title: string;
  /** To the right, quieter: what it is, or the keys that do the same. */
  readonly hint?: string;
  /** TeX. */
  readonly glyph?: string;
}

export interface Section {
  readonly title: string;
  readonly choices: readonly Choice[];
}

const PORT = "port:";

/** The port that a choice stands for; null where it is something to add. */
export function portChosen(key: string): Endpoint | null {
  if (!key.startsWith(PORT)) return null;
  const [node = "", port = ""] = key.slice(PORT.length).split(":");
  return { node, port };
}

const choiceOf = ({ key, title, glyph, category }: Entry): Choice => ({ key, title, glyph, hint: category });

/** Ends that a cell takes are known when it is there. */
function fits({ key }: Entry, wire: LooseWire, state: EditorState): boolean {
  const type = registry.get(key);
  if (!type) return true;
  const node = currentGraph(state).nodes[wire.end.node];
  if (wire.direction === "in") return hasExit(type) && (!node || isFor(inputSpec(node, wire.end.port, state), type.role));
  const axes = state.analysis?.ports[`${pathOf(state.path, wire.end.node)}:${wire.end.port}`];
  return fittingEntry(type, axes?.shape, node && roleOf(node, registry)) !== null;
}

/** A port that nobody knows takes values. */
const inputSpec = (node: GraphNode, port: string, state: EditorState): PortSpec =>
  portSpec(portLookup(state.document, registry)(node, currentScope(state)).inputs, port) ?? { id: port, summary: "" };

/** Free inputs of other nodes; weights that a node trains itself are no likely ends. */
function freeInputs(graph: Graph, node: GraphNode, ports: ReturnType<typeof portLookup>, scope: GraphScope): Choice[] {
  const free = shownPorts(graph, node, ports(node, scope)).inputs.filter(({ id }) => !graph.edges[edgeId({ node: node.id, port: id })]);
  return free.map(({ id, spec }) => ({ key: `${PORT}${node.id}:${id}`, title: `${node.id}.${id}`, hint: spec.summary }));
}

function outputs(node: GraphNode, ports: ReturnType<typeof portLookup>, scope: GraphScope): Choice[] {
  return ports(node, scope).outputs.map(({ id, summary }) => ({
    key: `${PORT}${node.id}:${id}`,
    title: id === "value" ? node.id : `${node.id}.${id}`,
    hint: summary,
  }));
}

function portsHere(state: EditorState, { end, direction }: LooseWire): Choice[] {
  const [graph, scope] = [currentGraph(state), currentScope(state)];
  const ports = portLookup(state.document, registry);
  const others = Object.values(graph.nodes).filter(({ id }) => id !== end.node);
  return others.flatMap((node) => (direction === "out" ? freeInputs(graph, node, ports, scope) : outputs(node, ports, scope)));
}

export const matching = (choices: readonly Choice[], query: string): Choice[] => {
  const words = query.trim().toLowerCase().split(/\s+/);
  return choices.filter(({ title, hint = "" }) => words.every((word) => `${title} ${hint}`.toLowerCase().includes(word)));
};

export function entryChoices(state: EditorState, query: string, wire: LooseWire | null): Choice[] {
  const all = paletteEntries(Object.keys(state.document.cells));
  const fit = wire ? all.filter((entry) => fits(entry, wire, state)) : all;
  return (query.trim() === "" ? fit : search(fit, query)).map(choiceOf);
}

export function addSections(state: EditorState, query: string, wire: LooseWire | null): Section[] {
  const nodes: Section = { title: wire ? "New node" : "Nodes and cells", choices: entryChoices(state, query, wire) };
  const sections = wire ? [nodes, { title: "Ports of this graph", choices: matching(portsHere(state, wire), query) }] : [nodes];
  return sections.filter(({ choices }) => choices.length > 0);
}
