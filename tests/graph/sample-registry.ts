// A few node types with every kind of port and attribute, so that the tests of the document need no real ones.

import { type AttributeSpec, createRegistry, defineNode, type NodeType, type PortSpec, type Role } from "../../src/graph/node-type.ts";

interface Sample {
  readonly id: string;
  readonly role: Role;
  readonly attributes?: readonly AttributeSpec[];
  readonly inputs?: NodeType["inputs"];
  readonly outputs?: NodeType["outputs"];
}

const value: readonly PortSpec[] = [{ id: "value", summary: "" }];
const x: readonly PortSpec[] = [{ id: "x", summary: "" }];

const define = ({ id, role, attributes = [], inputs = [], outputs = value }: Sample): NodeType =>
  defineNode({
    id,
    role,
    title: id,
    glyph: id,
    category: "operations",
    summary: id,
    searchWords: [],
    formula: id,
    attributes,
    inputs,
    outputs,
    shapes: () => undefined,
    lower: (_, context) => context.need("x"),
    notation: { kind: "special" },
    examples: [],
  });

const words = (id: string) => ({ id, title: id, summary: id });
const shape: AttributeSpec = { ...words("shape"), kind: "shape", default: null };
const optional: AttributeSpec = { ...words("optional"), kind: "boolean", default: false };

const parts: NodeType["outputs"] = (attributes) =>
  Array.from({ length: Number(attributes.parts) }, (_, index) => ({ id: `y${index + 1}`, summary: "" }));

export const registry = createRegistry([
  define({ id: "input", role: "input", attributes: [shape, optional] }),
  define({ id: "sequence", role: "sequence", attributes: [shape, optional] }),
  define({ id: "output", role: "output", inputs: x, attributes: [{ ...words("name"), kind: "text", default: "" }] }),
  define({ id: "constant", role: "constant", attributes: [{ ...words("value"), kind: "tensor", default: 0 }] }),
  define({ id: "add", role: "operation", inputs: [{ id: "x", summary: "", variadic: { minimum: 2 } }] }),
  define({ id: "tanh", role: "operation", inputs: x }),
  define({
    id: "dense",
    role: "operation",
    inputs: [...x, { id: "W", summary: "", parameter: { initializer: "auto" } }, { id: "b", summary: "", optional: true }],
    attributes: [
      { ...words("units"), kind: "number", default: 1, minimum: 1, maximum: 4096, integer: true },
      { ...words("activation"), kind: "choice", default: "none", options: ["none", "tanh"] },
    ],
  }),
  define({
    id: "split",
    role: "operation",
    inputs: x,
    outputs: parts,
    attributes: [{ ...words("parts"), kind: "number", default: 2, minimum: 1, maximum: 8, integer: true }],
  }),
  define({ id: "delay", role: "delay", inputs: [...x, { id: "initial", summary: "", optional: true }] }),
  define({ id: "cell", role: "cell", outputs: [], attributes: [{ ...words("cell"), kind: "text", default: "" }] }),
  define({ id: "comment", role: "comment", outputs: [], attributes: [{ ...words("text"), kind: "text", default: "" }] }),
  define({
    id: "gradient-descent",
    role: "optimizer",
    inputs: [{ id: "loss", summary: "" }],
    outputs: [],
    attributes: [{ ...words("learningRate"), kind: "number", default: 0.1, minimum: 0 }],
  }),
]);
