// What the router reads and what it gives back, in canvas units. It knows boxes, ports and wires, and nothing of the page.

import type { Position } from "../../graph/document.ts";
import type { Laid } from "./laid.ts";

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

/** The way of one wire. A way that comes out the same is the same object as before. */
export interface Way {
  /** Corner points from port to port; every leg is parallel to an axis. */
  readonly points: readonly Position[];
  /** What of it no earlier wire of its net draws: a trunk is drawn once. */
  readonly own: readonly Position[];
  /** Points at which other wires of its net leave this one, or it leaves them; they want a dot and a sharp corner. */
  readonly partings: readonly Position[];
}

export interface Branch {
  readonly point: Position;
  /** The wires of the net that pass through the point. */
  readonly wires: readonly string[];
}

export interface Crossing {
  readonly point: Position;
  /** The wire that is drawn later and gets a casing. */
  readonly over: string;
  readonly under: string;
}

export interface Routing {
  readonly scene: Scene;
  readonly ways: ReadonlyMap<string, Way>;
  readonly branches: readonly Branch[];
  readonly crossings: readonly Crossing[];
  /** What `reroute` starts from. */
  readonly laid: ReadonlyMap<string, Laid>;
}
