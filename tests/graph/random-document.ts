// Random edits, and random documents made by them: what `apply` refuses is left out, so every document holds together.

import fc from "fast-check";
import { type AttributeValue, type Document, type GraphScope, graphAt } from "../../src/graph/document.ts";
import { apply, type Edit } from "../../src/graph/edits.ts";
import { portsOf } from "../../src/graph/ports.ts";
import { cell, draw, graph, node } from "./build.ts";
import { registry } from "./sample-registry.ts";

/** Numbers that choose among what the document has at the time. */
type Dice = readonly number[];

/** The n-th of a list, round and round. */
const pick = <T>(list: readonly T[], die: number | undefined): T | undefined => list[(die ?? 0) % Math.max(1, list.length)];

const types = [
  "input",
  "sequence",
  "output",
  "constant",
  "add",
  "tanh",
  "dense",
  "split",
  "delay",
  "comment",
  "gradient-descent",
  "unknown-one",
];
const values: readonly (AttributeValue | undefined)[] = [
  undefined,
  0,
  3,
  2.5,
  -0,
  "2 * units",
  "name_1",
  "gru",
  true,
  [3, 2],
  [
    [1, 2],
    ["a", 4],
  ],
  -1e9,
];
const attributeIds = ["shape", "optional", "name", "value", "units", "activation", "parts", "cell", "text", "learningRate"];

const freshCell = (die: number | undefined) =>
  cell(
    graph("x:sequence h:tanh z:delay s:add y:output", "x>s.x1 z>s.x2 s>h.x h>z.x h>y.x"),
    die === 1 ? [] : [{ id: "units", default: 2 }],
  );

/** An edit for this document; many are good, some are not. */
function editFrom(document: Document, dice: Dice): Edit {
  const [what = 0, where, first, second, third, fourth] = dice;
  const scope: GraphScope = pick([null, null, ...Object.keys(document.cells)], where) ?? null;
  const at = graphAt(document, scope) ?? document.graph;
  const ids = Object.keys(at.nodes);
  const id = pick(ids, first) ?? "nobody";
  const cellName = pick(Object.keys(document.cells), first) ?? "none";
  const ports = (nodeId: string, side: "inputs" | "outputs") => {
    const found = at.nodes[nodeId];
    const specs = found ? portsOf(found, document, registry, scope)[side] : [];
    const spec = pick(specs, fourth);
    return spec ? (spec.variadic ? `${spec.id}${1 + ((fourth ?? 0) % 4)}` : spec.id) : "nowhere";
  };
  const other = pick(ids, second) ?? "nobody";
  const connect: Edit = {
    kind: "connect",
    scope,
    from: { node: id, port: ports(id, "outputs") },
    to: { node: other, port: ports(other, "inputs") },
  };
  const wire = pick(Object.values(at.edges), first)?.to ?? { node: id, port: "x" };
  const position = { x: (second ?? 0) - 3.5, y: third ?? 0 };
  const choices: readonly Edit[] = [
    { kind: "addNode", scope, node: { ...node(`n${(first ?? 0) % 12}`, pick(types, second) ?? ""), position } },
    { kind: "addNode", scope, node: node(`i${first}`, "cell", { cell: cellName, ...(second === 1 ? { units: "2 + 1" } : {}) }) },
    { kind: "removeNode", scope, node: id },
    { kind: "setAttribute", scope, node: id, attribute: pick(attributeIds, second) ?? "", value: pick(values, third) },
    { kind: "setAttribute", scope, node: id, attribute: "cell", value: cellName },
    { kind: "setParameter", scope, node: id, parameter: "W", setting: third === 1 ? undefined : { name: `W_${second}` } },
    { kind: "renameNode", scope, node: id, to: pick(["a", "b", "c", "größe", "constructor", other], second) ?? "" },
    { kind: "setRole", scope, node: id, role: pick([undefined, "forget gate"], second) },
    { kind: "setLook", scope, node: id, key: "side", value: pick([undefined, "left", [1, 2]], second) },
    connect,
    connect,
    connect,
    { ...connect, route: [position] },
    { kind: "disconnect", scope, to: wire },
    { kind: "setRoute", scope, to: wire, route: pick([undefined, [], [position]], second) },
    { kind: "move", scope, positions: { [id]: position, [other]: { x: 0, y: third ?? 0 } } },
    { kind: "addCell", name: pick(["lstm", "gru", "net"], first) ?? "", cell: freshCell(second) },
    { kind: "removeCell", name: cellName },
    { kind: "setCellInfo", name: cellName, info: pick([{ title: "T" }, { attributes: [] }, { description: "d" }], second) ?? {} },
    {
      kind: "setDocumentInfo",
      info: pick([{ title: 'Ünï \u2028 "quoted"' }, { attributes: [{ id: "n", default: 3, summary: "s" }] }], second) ?? {},
    },
  ];
  return choices[what % choices.length] as Edit;
}

/** Where every walk starts: a network around two instances of a cell, one with an unnamed and one with a named output. */
const start: Document = draw(
  "x:sequence lstm:cell h:dense gru:cell sum:add o:output",
  "x>lstm.x lstm.h>h.x h>gru.x gru.y>sum.x1 h>sum.x2 sum>o.x",
  { lstm: { cell: "lstm", units: "1 + 1" }, gru: { cell: "gru" } },
  {
    lstm: freshCell(0),
    gru: cell(
      graph("x:input d:delay inner:cell out:output", "x>d.x d>inner.x inner.h>out.x", { inner: { cell: "lstm" }, out: { name: "y" } }),
    ),
  },
);

const dice = fc.array(fc.nat(239), { minLength: 6, maxLength: 6 });
export const diceRolls = fc.array(dice, { minLength: 1, maxLength: 40, size: "max" });

export interface Walk {
  readonly document: Document;
  /** The edits that `apply` took, with the documents before them. */
  readonly taken: readonly { readonly before: Document; readonly edit: Edit; readonly inverse: Edit }[];
}

/** Follows the dice from the start. Every third edit is a batch of two. */
export function walk(rolls: readonly Dice[]): Walk {
  let document = start;
  const taken: { before: Document; edit: Edit; inverse: Edit }[] = [];
  for (const [index, roll] of rolls.entries()) {
    const single = editFrom(document, roll);
    const edit: Edit = index % 3 === 2 ? { kind: "batch", edits: [single, editFrom(document, [...roll].reverse())] } : single;
    const result = apply(document, edit, registry);
    if (!result.ok) continue;
    taken.push({ before: document, edit, inverse: result.value.inverse });
    document = result.value.document;
  }
  return { document, taken };
}

export const documents: fc.Arbitrary<Document> = diceRolls.map((rolls) => walk(rolls).document);
