// Applies edits: a new document and the way back, or a located reason why nothing happened.

import { attempt, Problem, type Result } from "../base/errors.ts";
import type { Document } from "./document.ts";
import type { Edit, EditKind } from "./edit.ts";
import type { Registry } from "./node-type.ts";
import { composeChanges, difference } from "./patch.ts";
import { performAll, singleEdits } from "./perform-all.ts";
import { type Finding, validate } from "./validate.ts";

export type { Change, Edit, EditKind, EditOf, Info } from "./edit.ts";

export interface Applied {
  readonly document: Document;
  /** Leads from `document` exactly back, order of nodes and all. */
  readonly inverse: Edit;
}

/** Edits that cannot break anything: a drag must not cost a check of the whole document at every frame. */
const harmless: ReadonlySet<EditKind> = new Set<EditKind>(["move", "setRoute", "setLook", "setRole"]);

const errorsOf = (document: Document, registry: Registry): Finding[] =>
  validate(document, registry).filter((finding) => finding.severity === "error");

/** A fault that was there before does not forbid the edit: it may be on the way to mending it. */
function refuseNewErrors(before: Document, after: Document, registry: Registry): void {
  const errors = errorsOf(after, registry);
  if (errors.length === 0) return;
  const known = new Set(errorsOf(before, registry).map((finding) => finding.message));
  const fresh = errors.find((finding) => !known.has(finding.message));
  if (fresh) throw new Problem(fresh);
}

/** Pure: on failure, and on success too, `document` is as it was. */
export function apply(document: Document, edit: Edit, registry: Registry): Result<Applied> {
  return attempt(() => {
    const edits = singleEdits(edit);
    const after = performAll(document, edits, registry);
    if (!edits.every((single) => harmless.has(single.kind))) refuseNewErrors(document, after, registry);
    return { document: after, inverse: { kind: "patch", changes: difference(after, document) } };
  });
}

/** One edit that does what the two do one after the other; drags and patches melt into one of their kind. */
export function compose(first: Edit, second: Edit): Edit {
  if (first.kind === "patch" && second.kind === "patch") {
    return { kind: "patch", changes: composeChanges(first.changes, second.changes) };
  }
  if (first.kind === "move" && second.kind === "move" && first.scope === second.scope) {
    return { ...second, positions: { ...first.positions, ...second.positions } };
  }
  const parts = [first, second].flatMap((edit) => (edit.kind === "batch" ? edit.edits : [edit]));
  return { kind: "batch", edits: parts };
}
