// What of the sheet a search looks at: what lies in its window.

import type { Position } from "../../graph/document.ts";
import type { Laid, LaidLeg } from "./laid.ts";
import { grown, type Leg, overlap, type Rect } from "./legs.ts";
import { COMFORT, LANE, PLATE_COMFORT, STUB } from "./measures.ts";
import type { Sheet, Thing } from "./sheet.ts";
import { TrackChoice } from "./tracks.ts";

export interface Surrounding {
  readonly window: Rect;
  readonly things: readonly Thing[];
  readonly frames: readonly Rect[];
  /** Wires of the same net: trunk where branching is allowed, else not looked at. */
  readonly mates: readonly Laid[];
  readonly others: readonly LaidLeg[];
  readonly waiting: readonly LaidLeg[];
}

interface Asking {
  readonly net: string;
  readonly branching: boolean;
}

export function surrounding(sheet: Sheet, { net, branching }: Asking, window: Rect): Surrounding {
  const wide = grown(window, 2 * LANE);
  const legs = sheet.legsIn(window).filter((leg) => leg.net !== net);
  return {
    window,
    things: sheet.thingsIn(wide),
    frames: sheet.frames.filter((frame) => overlap(frame, wide)),
    mates: branching ? [...sheet.mates(net)].filter(({ bounds }) => overlap(bounds, wide)) : [],
    others: legs.filter(({ waiting }) => !waiting),
    waiting: legs.filter(({ waiting }) => waiting),
  };
}

/** Beside a thing: as close as is allowed, and where it is comfortable. */
function passThing({ bounds: { left, top, right, bottom }, plate }: Thing, xs: TrackChoice, ys: TrackChoice): void {
  for (const by of plate ? [LANE, PLATE_COMFORT] : [STUB - LANE / 2, COMFORT]) {
    xs.upTo(left - by);
    xs.from(right + by);
    ys.upTo(top - by);
    ys.from(bottom + by);
  }
}

/** Lanes one and two steps beside a wire. */
function passLeg({ upright, at }: Leg, xs: TrackChoice, ys: TrackChoice): void {
  const choice = upright ? xs : ys;
  for (const by of [LANE, 2 * LANE]) {
    choice.upTo(at - by);
    choice.from(at + by);
  }
}

function passNet({ legs }: Laid, xs: TrackChoice, ys: TrackChoice): void {
  for (const { upright, at } of legs) (upright ? xs : ys).at(at);
}

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Columns and rows on which a way may run. */
export function chooseLines(around: Surrounding, ends: readonly Position[]): [Float64Array, Float64Array] {
  const { left, top, right, bottom } = around.window;
  const [xs, ys] = [new TrackChoice(left, right), new TrackChoice(top, bottom)];
  for (const thing of around.things) passThing(thing, xs, ys);
  for (const leg of around.others) passLeg(leg, xs, ys);
  for (const mate of around.mates) passNet(mate, xs, ys);
  for (const { x, y } of ends) {
    xs.at(x);
    ys.at(y);
  }
  xs.near(mean(ends.map(({ x }) => x)));
  ys.near(mean(ends.map(({ y }) => y)));
  return [xs.lines(), ys.lines()];
}
