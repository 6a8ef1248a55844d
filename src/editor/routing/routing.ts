// What the router gives back.

import type { Position } from "../../graph/document.ts";
import type { Laid } from "./laid.ts";
import type { Scene } from "./scene.ts";

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
