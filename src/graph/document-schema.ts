// The form of a document in memory, for what does not come through a file: patches and cells inside edits.

import { z } from "zod";
import { FORMAT, VERSION } from "./document.ts";
import { cellAttributesSchema, edgeSchema, idSchema, infoFields, nodeSchema } from "./schema.ts";

const graphFields = { nodes: z.record(idSchema, nodeSchema), edges: z.record(z.string(), edgeSchema) };

export const cellSchema = z.strictObject({ ...infoFields, attributes: cellAttributesSchema, ...graphFields });

export const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  ...infoFields,
  attributes: cellAttributesSchema,
  graph: z.strictObject(graphFields),
  cells: z.record(idSchema, cellSchema),
});
