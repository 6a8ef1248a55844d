// Where the list of things to add is open, and the wire that is in the hand meanwhile.

import { create } from "zustand";
import type { Endpoint, Position } from "../../graph/document.ts";
import type { Direction } from "../canvas/port-layout.ts";

/** One end of a wire whose other end is still to be found. */
export interface LooseWire {
  readonly end: Endpoint;
  /** Of the port that it hangs at. */
  readonly direction: Direction;
}

export interface AddRequest {
  /** On the canvas. */
  readonly at: Position;
  /** On the screen: the list hangs from there. */
  readonly screen: Position;
  readonly wire: LooseWire | null;
}

interface AddState {
  readonly request: AddRequest | null;
}

export const useAddRequest = create<AddState>(() => ({ request: null }));

export const openAddList = (request: AddRequest): void => useAddRequest.setState({ request });
export const closeAddList = (): void => useAddRequest.setState({ request: null });
