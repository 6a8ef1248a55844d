// What the router reads, in canvas units. It knows boxes, ports and wires, and nothing of the page.

import type { Position } from "../../graph/document.ts";

export type Side = "left" | "right" | "top" | "bottom";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SceneNode {
  readonly id: string;
  readonly box: Box;
  /** Boxes of plates and labels: no wire runs under them. */
  readonly obstacles?: readonly Box[] | undefined;
}

export interface WireEnd {
  readonly node: string;
  /** The port, on the outline of its node or a little inside of the node's box (round nodes). */
  readonly point: Position;
  /** Side of the node at which the wire leaves or enters. */
  readonly side: Side;
}

/** Wires from the same point of the same node are one net and share a trunk; no two wires end at one port. */
export interface SceneWire {
  readonly id: string;
  readonly from: WireEnd;
  readonly to: WireEnd;
  /** Corners laid by hand. */
  readonly route?: readonly Position[] | undefined;
  /** Goes through a delay against the reading direction: gets a lane outside of the body. */
  readonly loop?: boolean | undefined;
}

export interface Scene {
  readonly nodes: readonly SceneNode[];
  /** In drawing order. */
  readonly wires: readonly SceneWire[];
  /** Boxes of open cells; wires may cross their outlines, but not run along them. */
  readonly frames?: readonly Box[] | undefined;
}
