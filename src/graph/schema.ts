// The form of a file, as zod schemas: what is a field, of which kind, how long. What the parts mean together is validate.ts's.

import { z } from "zod";
import { type AttributeValue, FORMAT, VERSION } from "./document.ts";
import { limits } from "./limits.ts";

/** Names that every JavaScript object has; as an id they would be found where nothing is. */
export const reservedIds: readonly string[] = [
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "prototype",
  "toLocaleString",
  "toString",
  "valueOf",
];

const idPattern = new RegExp(`^(?!(?:${reservedIds.join("|")})$)[\\p{L}_][\\p{L}\\p{N}_$]*$`, "u");
const idWords = `a name of letters, digits and _ (at most ${limits.idLength}, no digit first, no reserved word)`;

/** Names of nodes, ports, cells, attributes and parameters. The messages of this file are read after the word "expected". */
export const idSchema = z.string().max(limits.idLength, { error: idWords }).regex(idPattern, { error: idWords }).meta({ id: "id" });

export const isId = (text: string): boolean => text.length <= limits.idLength && idPattern.test(text);

const typeSchema = z
  .string()
  .max(limits.idLength)
  .regex(/^[a-z][a-z0-9-]*$/, { error: "a node type (lower case letters, digits and hyphens)" });

const textSchema = z.string().max(limits.textLength, { error: `at most ${limits.textLength} characters` });

/** An array whose length is checked before its elements are looked at. */
const shortList = <T extends z.ZodType>(element: T, maximum: number) =>
  z
    .array(z.unknown())
    .max(maximum, { error: `at most ${maximum} entries` })
    .pipe(z.array(element));

const valueWords = "a finite number, text, true, false or a list of these";

interface Fault {
  readonly path: readonly number[];
  readonly expected: string;
}

/** The first thing that is wrong in an attribute's value; one complaint, however big the value. */
function valueFault(value: unknown, depth: number, budget: { left: number }): Fault | null {
  if (budget.left-- <= 0) return { path: [], expected: `at most ${limits.tensorElements} entries` };
  if (Array.isArray(value)) return listFault(value, depth + 1, budget);
  if (typeof value === "string" && value.length > limits.textLength)
    return { path: [], expected: `at most ${limits.textLength} characters` };
  const plain = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  return plain ? null : { path: [], expected: valueWords };
}

function listFault(list: readonly unknown[], depth: number, budget: { left: number }): Fault | null {
  if (depth > limits.rank) return { path: [], expected: `at most ${limits.rank} lists inside each other` };
  for (const [index, entry] of list.entries()) {
    const fault = valueFault(entry, depth, budget);
    if (fault) return { path: [index, ...fault.path], expected: fault.expected };
  }
  return null;
}

const valueForm: z.ZodType<AttributeValue> = z
  .union([z.number(), z.string(), z.boolean(), z.array(z.lazy(() => valueForm))], { error: valueWords })
  .meta({ id: "attributeValue" });

export const valueSchema = z
  .unknown()
  .superRefine((value, context) => {
    const fault = valueFault(value, 0, { left: limits.tensorElements });
    if (fault) context.addIssue({ code: "custom", path: [...fault.path], message: fault.expected });
  })
  .pipe(valueForm);

export const positionSchema = z.strictObject({ x: z.number(), y: z.number() }).meta({ id: "position" });
export const routeSchema = shortList(positionSchema, limits.routeCorners);
export const endpointSchema = z.strictObject({ node: idSchema, port: idSchema }).meta({ id: "endpoint" });
export const edgeSchema = z
  .strictObject({ from: endpointSchema, to: endpointSchema, route: routeSchema.exactOptional() })
  .meta({ id: "edge" });

export const parameterSchema = z.strictObject({
  name: idSchema.exactOptional(),
  initializer: z.string().max(limits.expressionLength).exactOptional(),
});

export const valuesSchema = z.record(idSchema, valueSchema);

/** A hint for drawing, perhaps about one port: `plate`, `in:x`, `out:value`. */
export const lookKeySchema = z
  .string()
  .max(2 * limits.idLength)
  .regex(new RegExp(`^(?:in:|out:)?${idPattern.source.slice(1)}`, "u"), { error: `${idWords}, perhaps after in: or out:` });
const lookSchema = z.record(lookKeySchema, valueSchema);

const nodeFields = {
  id: idSchema,
  type: typeSchema,
  role: textSchema.exactOptional(),
  parameters: z.record(idSchema, parameterSchema).exactOptional(),
  position: positionSchema,
  look: lookSchema.exactOptional(),
};

/** A node in a file: no attributes are written where all are at their defaults. */
export const fileNodeSchema = z.strictObject({ ...nodeFields, attributes: valuesSchema.exactOptional() }).meta({ id: "node" });
/** A node in memory. */
export const nodeSchema = z.strictObject({ ...nodeFields, attributes: valuesSchema });

export const cellAttributesSchema = shortList(
  z.strictObject({ id: idSchema, default: z.number(), summary: textSchema.exactOptional() }),
  limits.cellAttributes,
);

/** What a document and a cell say about themselves. */
export const infoFields = { title: textSchema, description: textSchema, source: textSchema };

const list = <T extends z.ZodType>(element: T, maximum: number) => z.array(element).max(maximum, { error: `at most ${maximum} entries` });

/** A file whose nodes and edges have this form; `unknown` elements let a reader look at them one by one. */
function fileOf<N extends z.ZodType, E extends z.ZodType>(node: N, edge: E) {
  const graph = { nodes: list(node, limits.nodes), edges: list(edge, limits.edges) };
  return z.strictObject({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    ...infoFields,
    attributes: cellAttributesSchema.exactOptional(),
    graph: z.strictObject(graph),
    cells: z.record(idSchema, z.strictObject({ ...infoFields, attributes: cellAttributesSchema, ...graph })).exactOptional(),
  });
}

export const fileSchema = fileOf(fileNodeSchema, edgeSchema);
/** The file around its nodes and edges. */
export const shellSchema = fileOf(z.unknown(), z.unknown());

export type FileNode = z.infer<typeof fileNodeSchema>;
export type FileForm = z.infer<typeof fileSchema>;
export type FileCell = NonNullable<FileForm["cells"]>[string];
