// A routed scene as an SVG picture in the colours of the light theme, to be looked at.

import { longestLegMiddle, roundedPath } from "../../../src/editor/routing/path.ts";
import type { Crossing, Routing, Way } from "../../../src/editor/routing/routing.ts";
import type { Box, Scene } from "../../../src/editor/routing/scene.ts";

const rect = ({ x, y, width, height }: Box, style: string) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${style}/>`;

const CHEVRON = "M-4.5 -4.5L4.5 0L-4.5 4.5L-2 0Z";

function wire({ own, partings }: Way): string {
  const middle = longestLegMiddle(own);
  const chevron = middle
    ? `<path d="${CHEVRON}" fill="#4b5054" transform="translate(${middle.x} ${middle.y}) rotate(${middle.angle})"/>`
    : "";
  const line = `<path d="${roundedPath(own, 12, partings)}" fill="none" stroke="#4b5054" stroke-width="1.75"/>`;
  return line + chevron;
}

/** A ground-coloured gap in the lower wire, along the upper one. */
function casing({ point: { x, y }, over }: Crossing, routing: Routing): string {
  const { own } = routing.ways.get(over)!;
  const upright = own.some((p, k) => k > 0 && p.x === x && own[k - 1]!.x === x);
  const [dx, dy] = upright ? [0, 7] : [7, 0];
  const line = `M${x - dx} ${y - dy}L${x + dx} ${y + dy}`;
  return `<path d="${line}" stroke="#f5f5f2" stroke-width="7.75"/><path d="${line}" stroke="#4b5054" stroke-width="1.75"/>`;
}

function body({ nodes, frames = [] }: Scene): string {
  const figures = nodes.map(({ id, box, obstacles = [] }) => {
    const round = box.width <= 40 && box.height <= 40 ? 20 : 8;
    const plates = obstacles.map((one) => rect(one, 'fill="#e9e9e3"')).join("");
    const name = `<text x="${box.x + box.width / 2}" y="${box.y + box.height / 2 + 3}" font-size="9" text-anchor="middle">${id}</text>`;
    return `${plates}${rect(box, `rx="${round}" fill="#fff" stroke="#85898b" stroke-width="1.25"`)}${name}`;
  });
  return frames.map((frame) => rect(frame, 'rx="20" fill="#eeeeea" stroke="#85898b"')).join("") + figures.join("");
}

/** Everything there is, with a margin. */
function viewBox({ nodes }: Scene, ways: Iterable<Way>): string {
  const points = [
    ...nodes.flatMap(({ box: { x, y, width, height } }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
    ...[...ways].flatMap((way) => way.points),
  ];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return `${left - 32} ${top - 32} ${right - left + 64} ${bottom - top + 64}`;
}

const GROUND = `<defs><pattern id="d" width="16" height="16" patternUnits="userSpaceOnUse"><circle cx="0" cy="0" r="1" fill="#dedfd9"/></pattern></defs>
<rect x="-9999" y="-9999" width="29999" height="29999" fill="#f5f5f2"/><rect x="-9600" y="-9600" width="29600" height="29600" fill="url(#d)"/>`;

/** An SVG document. */
export function picture(routing: Routing): string {
  const ways = [...routing.ways.values()];
  const dots = routing.branches.map(({ point: { x, y } }) => `<circle cx="${x}" cy="${y}" r="3.5" fill="#4b5054"/>`);
  const gaps = routing.crossings.map((one) => casing(one, routing));
  const box = viewBox(routing.scene, ways);
  const [, , width, height] = box.split(" ");
  return `<svg xmlns="http://www.w3.org/2000/svg" font-family="Inter" viewBox="${box}" width="${width}" height="${height}">${GROUND}${body(routing.scene)}${ways
    .map(wire)
    .join("")}${gaps.join("")}${dots.join("")}</svg>`;
}
