// Text and graph together: typing, errors, changes from elsewhere, and who waits for whom.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { focus, leave, start, type, useEquations, write } from "../../../src/editor/equations/session.ts";
import { perform, redoEdit, replaceDocument, undoEdit } from "../../../src/editor/store/edit.ts";
import { getState, initialState, setState } from "../../../src/editor/store/state.ts";
import { emptyDocument } from "../../../src/graph/document.ts";

const layer = "x = sequence(2)\nW = parameter(3, 2)\nh = tanh(W * x)\n";

let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  setState(initialState);
  replaceDocument(emptyDocument);
  stop = start({});
  focus();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const text = () => useEquations.getState().text;
const problem = () => useEquations.getState().problem;
const nodes = () => Object.keys(getState().document.graph.nodes);
const node = (id: string) => getState().document.graph.nodes[id];

function typeAndWait(next: string, wait = 200): void {
  type(next);
  vi.advanceTimersByTime(wait);
}

describe("typing", () => {
  test("makes the graph, one step of undo for what is typed without a pause", () => {
    typeAndWait("x = sequence(2)");
    typeAndWait(layer);
    expect(nodes()).toEqual(expect.arrayContaining(["x", "W", "h"]));
    expect(getState().history.past).toHaveLength(1);
    typeAndWait(layer, 2_000);
    typeAndWait(`${layer}g = 2 * h`);
    expect(getState().history.past).toHaveLength(2);
    undoEdit();
    expect(nodes()).not.toContain("g");
    undoEdit();
    expect(nodes()).toEqual([]);
    redoEdit();
    expect(nodes()).toContain("h");
  });

  test("leaves nodes where they were put", () => {
    typeAndWait(layer);
    perform({ kind: "move", scope: null, positions: { h: { x: 800, y: 640 } } });
    typeAndWait(layer.replace("W * x)", "W * x + 0.5)"));
    expect(node("h")?.position).toEqual({ x: 800, y: 640 });
    expect(Object.values(getState().document.graph.nodes).map(({ type: kind }) => kind)).toContain("add");
  });

  test("is not read before a pause", () => {
    type(layer);
    vi.advanceTimersByTime(100);
    expect(nodes()).toEqual([]);
  });

  test("keeps the form that it has until the person leaves", () => {
    typeAndWait(`# a layer\n${layer.replace("W * x", "(W*x)")}`);
    vi.advanceTimersByTime(5_000);
    expect(text()).toContain("(W*x)");
    leave();
    vi.advanceTimersByTime(500);
    expect(text()).toBe(`# a layer\n${layer}`);
  });

  test("keeps remarks through edits of the graph, undo and a closed panel", () => {
    const remarked = "# inputs\nx = sequence(2)\n\n# weights\nW = parameter(3, 2)\nh = tanh(W * x)  # bounded\n# the end\n";
    typeAndWait(remarked);
    leave();
    vi.advanceTimersByTime(500);
    expect(text()).toBe(remarked);
    perform({ kind: "setAttribute", scope: null, node: "W", attribute: "shape", value: [4, 2] });
    vi.advanceTimersByTime(500);
    expect(text()).toBe(remarked.replace("3, 2", "4, 2"));
    undoEdit();
    stop();
    stop = start({});
    expect(text()).toBe(remarked);
  });
});

describe("an error", () => {
  test("is told with line and column, under Problems too, and the graph stays", () => {
    typeAndWait(layer);
    const { document, dock } = getState();
    typeAndWait(layer.replace("* x", "* y"));
    expect(problem()).toMatchObject({ where: { line: 3, column: 14 } });
    expect(getState().failure).toEqual(problem());
    expect(getState().document).toBe(document);
    expect(getState().dock).toBe(dock);
  });

  test("goes when it is mended", () => {
    typeAndWait("x = ");
    expect(problem()).not.toBeNull();
    typeAndWait("x = 3");
    expect(problem()).toBeNull();
    expect(getState().failure).toBeNull();
  });

  test("is there again when the panel comes back, and gone on demand", () => {
    typeAndWait(layer);
    typeAndWait(`${layer}y = `);
    leave();
    stop();
    stop = start({});
    expect(text()).toBe(`${layer}y = `);
    write();
    expect(text()).toBe(layer);
    expect(problem()).toBeNull();
  });

  test("of the document stands in the line of its node", () => {
    setState({
      document: {
        ...emptyDocument,
        graph: { nodes: { note: { id: "note", type: "comment", position: { x: 0, y: 0 }, attributes: {} } }, edges: {} },
      },
    });
    write();
    typeAndWait("a = 1\nnote = 2");
    expect(problem()?.where?.line).toBe(2);
    expect(nodes()).toEqual(["note"]);
  });
});

describe("a change on the canvas", () => {
  test("is written into the text", () => {
    typeAndWait(layer);
    leave();
    vi.advanceTimersByTime(500);
    perform({ kind: "renameNode", scope: null, node: "h", to: "hidden" });
    vi.advanceTimersByTime(500);
    expect(text()).toContain("hidden = tanh(W * x)");
  });

  test("waits while somebody types", () => {
    typeAndWait(`${layer}# thinking`);
    perform({ kind: "addNode", scope: null, node: { id: "c", type: "constant", position: { x: 0, y: 400 }, attributes: { value: 2 } } });
    vi.advanceTimersByTime(500);
    expect(text()).toContain("# thinking");
  });

  test("of places alone writes nothing", () => {
    typeAndWait(layer);
    leave();
    vi.advanceTimersByTime(500);
    const { said } = useEquations.getState();
    perform({ kind: "move", scope: null, positions: { h: { x: 0, y: 0 } } });
    vi.advanceTimersByTime(500);
    expect(useEquations.getState().said).toBe(said);
  });
});
