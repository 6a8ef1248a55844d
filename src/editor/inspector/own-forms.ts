// Types whose settings are more than a list of fields.

import type { ComponentType } from "react";
import type { GraphNode } from "../../graph/document.ts";
import { TableSettings } from "../data-table/table-settings.tsx";

export interface OwnForm {
  /** What the form sets; the others keep their fields. */
  readonly attributes: ReadonlySet<string>;
  readonly Form: ComponentType<{ readonly node: GraphNode }>;
}

export const ownForms: ReadonlyMap<string, OwnForm> = new Map([
  ["csv", { attributes: new Set(["text", "inputs", "targets", "classes", "sequence"]), Form: TableSettings }],
]);
