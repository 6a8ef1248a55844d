// The form of edits. An edit may come from a log or another window, so `apply` reads every edit through this.

import { z } from "zod";
import { Problem } from "../base/errors.ts";
import { cellSchema } from "./document-schema.ts";
import type { Edit, EditKind, EditOf } from "./edit.ts";
import { checkForm, describeValue } from "./form-problem.ts";
import {
  cellAttributesSchema,
  endpointSchema,
  idSchema,
  infoFields,
  lookKeySchema,
  nodeSchema,
  parameterSchema,
  positionSchema,
  routeSchema,
  valueSchema,
} from "./schema.ts";

const scope = idSchema.nullable();
const onNode = { scope, node: idSchema };
/** A field that is absent stays as it was. */
const info = z.strictObject({
  title: infoFields.title.exactOptional(),
  description: infoFields.description.exactOptional(),
  source: infoFields.source.exactOptional(),
  attributes: cellAttributesSchema.exactOptional(),
});
const path = z.array(z.string());

const change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("set"), path, value: z.unknown() }),
  z.strictObject({ kind: z.literal("remove"), path }),
  z.strictObject({ kind: z.literal("insert"), path, value: z.unknown(), before: z.string().nullable() }),
]);

type Forms = { [K in EditKind]: z.ZodType<EditOf<K>> };

const forms: Forms = {
  addNode: z.strictObject({ kind: z.literal("addNode"), scope, node: nodeSchema }),
  removeNode: z.strictObject({ kind: z.literal("removeNode"), ...onNode }),
  setAttribute: z.strictObject({ kind: z.literal("setAttribute"), ...onNode, attribute: idSchema, value: valueSchema.optional() }),
  setParameter: z.strictObject({ kind: z.literal("setParameter"), ...onNode, parameter: idSchema, setting: parameterSchema.optional() }),
  renameNode: z.strictObject({ kind: z.literal("renameNode"), ...onNode, to: idSchema }),
  setRole: z.strictObject({ kind: z.literal("setRole"), ...onNode, role: infoFields.title.optional() }),
  setLook: z.strictObject({ kind: z.literal("setLook"), ...onNode, key: lookKeySchema, value: valueSchema.optional() }),
  connect: z.strictObject({ kind: z.literal("connect"), scope, from: endpointSchema, to: endpointSchema, route: routeSchema.optional() }),
  disconnect: z.strictObject({ kind: z.literal("disconnect"), scope, to: endpointSchema }),
  setRoute: z.strictObject({ kind: z.literal("setRoute"), scope, to: endpointSchema, route: routeSchema.optional() }),
  move: z.strictObject({ kind: z.literal("move"), scope, positions: z.record(idSchema, positionSchema) }),
  addCell: z.strictObject({ kind: z.literal("addCell"), name: idSchema, cell: cellSchema }),
  removeCell: z.strictObject({ kind: z.literal("removeCell"), name: idSchema }),
  setCellInfo: z.strictObject({ kind: z.literal("setCellInfo"), name: idSchema, info }),
  setDocumentInfo: z.strictObject({ kind: z.literal("setDocumentInfo"), info }),
  batch: z.strictObject({ kind: z.literal("batch"), edits: z.array(z.custom<Edit>()) }),
  patch: z.strictObject({ kind: z.literal("patch"), changes: z.array(change) }),
};

const isKind = (kind: unknown): kind is EditKind => typeof kind === "string" && Object.hasOwn(forms, kind);

/** The edit, as a copy of its own, or a Problem. The edits of a batch are read when their turn comes. */
export function readEdit(edit: Edit): Edit {
  const kind: unknown = typeof edit === "object" && edit !== null ? edit.kind : undefined;
  if (!isKind(kind)) {
    throw new Problem({ code: "bad-edit", message: `edit: got ${describeValue(kind)}, expected one of ${Object.keys(forms).join(", ")}` });
  }
  return checkForm<Edit>(forms[kind], edit, [kind]);
}
