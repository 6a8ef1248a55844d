// Where the name of each line of a chart stands: at the step where its line is furthest from the others, on the side away from them.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Label extends Point {
  readonly line: number;
}

/** Above and below a line, in pixels; the letters' height is about 10. */
const ABOVE = -6;
const BELOW = 13;

interface Room {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Further away than this counts as far. */
const FAR = 40;
/** Of a label, with some air. */
const WIDTH = 48;
const LINE = 12;
/** From the baseline to the middle of the letters. */
const MIDDLE = 4;

type Line = readonly (Point | null)[];

/** Where the other lines run about this step. */
function neighbours(lines: readonly Line[], line: number, step: number): Point[] {
  const others = lines.filter((_, index) => index !== line);
  return others.flatMap((points) => [step - 1, step, step + 1].flatMap((each) => points[each] ?? []));
}

const touches = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) < WIDTH && Math.abs(a.y - b.y) < LINE;

/** How far a label here is from other lines; 0 on a label that stands already. */
function air(place: Point, others: readonly Point[], labels: readonly Label[]): number {
  const fromLines = others.map(({ y }) => Math.abs(y - (place.y - MIDDLE)));
  if (labels.some((label) => touches(label, place))) return 0;
  return Math.min(FAR, ...fromLines);
}

const isInside = ({ x, y }: Point, { top, bottom, left, right }: Room): boolean =>
  y > top + 8 && y < bottom - 1 && x > left + 20 && x < right - 20;

function candidates(points: Line, line: number, room: Room): (Label & { readonly step: number })[] {
  const both = points.flatMap((point, step) =>
    point ? [ABOVE, BELOW].map((shift) => ({ line, step, x: point.x, y: point.y + shift })) : [],
  );
  return both.filter((place) => isInside(place, room));
}

/** A line without room for its name stays without. It depends on the lines alone: moving the slider moves no label. */
export function labelsFor(lines: readonly Line[], room: Room): Label[] {
  const labels: Label[] = [];
  lines.forEach((points, line) => {
    let [best, most] = [null as Label | null, 0];
    for (const { step, x, y } of candidates(points, line, room)) {
      const free = air({ x, y }, neighbours(lines, line, step), labels);
      if (free > most) [best, most] = [{ line, x, y }, free];
    }
    if (best) labels.push(best);
  });
  return labels;
}
