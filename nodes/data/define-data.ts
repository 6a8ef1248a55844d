// Data sets as nodes: their attributes are those of the generator of the same id, their output ports are its fields.

import {
  type AttributeSpec,
  type DataSource,
  defineNode,
  type NodeType,
  type PortSpec,
  type ResolvedAttributes,
} from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";

type Fields = ReturnType<DataSource["fields"]>;

const seed: AttributeSpec = {
  id: "seed",
  title: "Seed",
  summary: "Start of the random numbers.",
  kind: "number",
  default: 1,
  minimum: 0,
  integer: true,
};

/** A whole number attribute. */
export const count = (id: string, title: string, summary: string, value: number, minimum: number, maximum: number): AttributeSpec => ({
  id,
  title,
  summary,
  kind: "number",
  default: value,
  minimum,
  maximum,
  integer: true,
});

export interface DataSpec
  extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source" | "attributes"> {
  readonly outputs: readonly PortSpec[];
  readonly fields: (attributes: ResolvedAttributes) => Fields;
}

export const defineData = ({ attributes, fields, ...spec }: DataSpec): NodeType =>
  defineNode({
    ...spec,
    category: "data",
    role: "data",
    attributes: [...attributes, seed],
    inputs: [],
    shapes: (view) => {
      for (const { port, shape } of fields(view.attributes)) view.setOutput(shape, port);
    },
    data: { generator: spec.id, fields },
    notation: special,
    examples: [],
  });
