// Scenes in few words: boxes with ports on the middle of their sides or spread over them, and wires by name.

import type { Box, Scene, SceneNode, SceneWire, Side, WireEnd } from "../../../src/editor/routing/scene.ts";

export const box = (id: string, x: number, y: number, width = 96, height = 64): SceneNode => ({ id, box: { x, y, width, height } });

const FLAT: Readonly<Record<Side, boolean>> = { left: false, right: false, top: true, bottom: true };

/** The k-th of `count` ports on a side. */
export function end({ id, box: { x, y, width, height } }: SceneNode, side: Side, k = 0, count = 1): WireEnd {
  const share = (k + 1) / (count + 1);
  const along = FLAT[side] ? { x: x + width * share, y } : { x, y: y + height * share };
  const far = { x: side === "right" ? width : 0, y: side === "bottom" ? height : 0 };
  return { node: id, side, point: { x: along.x + far.x, y: along.y + far.y } };
}

export const wire = (id: string, from: WireEnd, to: WireEnd, more: Partial<SceneWire> = {}): SceneWire => ({ id, from, to, ...more });

export const scene = (nodes: readonly SceneNode[], wires: readonly SceneWire[], frames?: readonly Box[]): Scene => ({
  nodes,
  wires,
  frames,
});

/** The same scene with some nodes elsewhere; their ports and plates go with them. */
export function shifted(before: Scene, ids: ReadonlySet<string>, dx: number, dy: number): Scene {
  const move = <P extends { readonly x: number; readonly y: number }>(p: P): P => ({ ...p, x: p.x + dx, y: p.y + dy });
  const moveEnd = (one: WireEnd): WireEnd => (ids.has(one.node) ? { ...one, point: move(one.point) } : one);
  return {
    ...before,
    nodes: before.nodes.map((node) => (ids.has(node.id) ? { ...node, box: move(node.box), obstacles: node.obstacles?.map(move) } : node)),
    wires: before.wires.map((one) =>
      ids.has(one.from.node) || ids.has(one.to.node) ? { ...one, from: moveEnd(one.from), to: moveEnd(one.to) } : one,
    ),
  };
}

/** Rows and columns of nodes, wires mostly from a column to the next; some skip columns. `dice` gives numbers below its argument. */
export function layered(columns: number, rows: number, wires: number, dice: (below: number) => number): Scene {
  const at = (column: number, row: number) => column * rows + row;
  const nodes = Array.from({ length: columns * rows }, (_, k) => {
    const [column, row] = [Math.floor(k / rows), k % rows];
    return box(`n${k}`, column * 224 + dice(3) * 16, row * 144 + dice(3) * 16, 96, 64);
  });
  const wanted = Array.from({ length: wires }, () => {
    const column = dice(columns - 1);
    const target = Math.min(columns - 1, column + (dice(6) === 0 ? 2 + dice(3) : 1));
    const row = dice(rows);
    const other = Math.max(0, Math.min(rows - 1, row + dice(5) - 2));
    return { from: at(column, row), to: at(target, other), output: dice(2) };
  });
  return { nodes, wires: numbered(nodes, wanted) };
}

interface Wanted {
  readonly from: number;
  readonly to: number;
  readonly output: number;
}

/** Every wire gets an input port of its own, four at most a node; what finds none is left out. */
function numbered(nodes: readonly SceneNode[], wanted: readonly Wanted[]): SceneWire[] {
  const used = new Map<number, number>();
  return wanted.flatMap(({ from, to, output }, k) => {
    const place = used.get(to) ?? 0;
    if (place === 3) return [];
    used.set(to, place + 1);
    return [wire(`w${k}`, end(nodes[from]!, "right", output, 2), end(nodes[to]!, "left", place, 3))];
  });
}
