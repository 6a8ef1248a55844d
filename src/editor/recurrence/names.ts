// How the panel calls states and nodes: by their letters, and by what they are for.

import { type Document, graphAt, nodeAt } from "../../graph/document.ts";
import { nameTex } from "../math/name.ts";
import { scopeOf } from "../store/scope.ts";

const lastPart = (name: string): string => name.split(".").at(-1) ?? name;

/** `h` of `lstm.h`. */
export const letterTex = (name: string): string => nameTex(lastPart(name));

/** `\partial h_T/\partial x_i`; a letter with an index of its own stands in brackets. */
export function derivativeTex(of: string, by: string): string {
  const indexed = (name: string, index: string) => `{${letterTex(name)}}_{${index}}`;
  return `\\partial ${indexed(of, "T")}/\\partial ${indexed(by, "i")}`;
}

/** Without the mark of nodes that nobody has named. */
export const plain = (path: string): string => path.replaceAll("$", "");

/** `lstm.keep (what is kept)`. */
export function nodeName(document: Document, path: string): string {
  const ids = path.split(".");
  const id = ids.pop() ?? path;
  const scope = scopeOf(document, ids);
  const graph = scope === undefined ? undefined : graphAt(document, scope);
  const role = graph && nodeAt(graph, id)?.role;
  return role ? `${plain(path)} (${role})` : plain(path);
}
