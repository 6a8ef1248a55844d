// A graph on its way to text: nodes as items that read each other, free to be rewritten until each can be said.

import { Problem } from "../../base/errors.ts";
import type { Attributes, Cell, GraphNode, NodeId, PortId } from "../../graph/document.ts";
import type { NodeType, PortSpec, ResolvedAttributes } from "../../graph/node-type.ts";
import type { Expression } from "./expression.ts";

export interface Item {
  readonly id: NodeId;
  readonly type: NodeType;
  /** With defaults filled in and expressions worked out. */
  readonly attributes: ResolvedAttributes;
  readonly ports: readonly PortSpec[];
  /** Wired input ports, in the order of the ports. */
  readonly inputs: Map<PortId, Item>;
  /** What an instance of a cell is made of. */
  readonly cell: { readonly key: string; readonly definition: Cell; readonly settings: Attributes } | null;
  /** Its own statement is called so; null where it is written where it is read. */
  name: string | null;
  /** Set when all that it reads has been written. */
  expression: Expression | null;
}

export function newItem(
  id: NodeId,
  type: NodeType,
  attributes: ResolvedAttributes,
  rest: Partial<Pick<Item, "ports" | "cell" | "name">> = {},
): Item {
  return { id, type, attributes, ports: [], inputs: new Map(), cell: null, name: null, expression: null, ...rest };
}

/** Everything is as it was; the graph has something that the notation has no words for. */
export function unwritable(node: Pick<GraphNode | Item, "id">, type: string, what: string, remedy: string, port?: PortId): never {
  throw new Problem({
    code: "no-notation",
    message: `${type} "${node.id}": ${what}`,
    where: { node: node.id, ...(port === undefined ? {} : { port }) },
    remedy,
  });
}

export const isDelay = (item: Item): boolean => item.type.role === "delay";

/** `h[T]`, `h[1]` */
export const isEnd = (item: Item): boolean => item.type.id === "last-step" || item.type.id === "first-step";

/** Constants, zeros, ones: nothing goes in, so they can be written twice. */
export const isFixed = (item: Item): boolean =>
  item.type.role === "constant" || (item.type.role === "operation" && item.ports.length === 0);

/** Delays and the first and last step are written with the name of what they read. */
export const readsByName = (item: Item, port: PortId): boolean => (isDelay(item) || isEnd(item)) && port === "x";
