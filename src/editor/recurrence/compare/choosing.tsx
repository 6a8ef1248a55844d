// What is to be compared: the instance, the cells that may take its place, and for how many epochs.

import { useEffect, useMemo, useState } from "react";
import type { ProblemData } from "../../../base/errors.ts";
import type { NodeId } from "../../../graph/document.ts";
import type { CellOffer } from "../../../inspection/compare/swap.ts";
import { sentencesOf } from "../../problems/at-node.ts";
import { useEditor } from "../../store/state.ts";
import { fail } from "../../store/view.ts";
import { choose, compare, isOver, stopComparing, useComparison } from "./comparison.ts";
import { MOST_LINES } from "./lines.ts";
import { cellAt, library, type Offer, offersFor } from "./offers.ts";

const MOST_EPOCHS = 10_000;

const notFetched: ProblemData = {
  code: "unreadable-library",
  message: "the cells of the library cannot be fetched",
  remedy: "check the connection and try again",
};

/** Null until the library is there. */
function useOffers(node: NodeId): readonly Offer[] | null {
  const document = useEditor((state) => state.document);
  const [fromLibrary, setLibrary] = useState<readonly CellOffer[] | null>(null);
  useEffect(() => {
    library().then(setLibrary, () => fail(notFetched));
  }, []);
  return useMemo(() => fromLibrary && offersFor(document, node, fromLibrary), [document, node, fromLibrary]);
}

interface CellsProps {
  readonly offers: readonly Offer[];
  readonly chosen: ReadonlySet<string>;
  readonly choose: (chosen: ReadonlySet<string>) => void;
}

function Cells({ offers, chosen, choose }: CellsProps) {
  const isFull = chosen.size >= MOST_LINES - 1;
  const toggle = (name: string, wanted: boolean) =>
    choose(new Set([...chosen].filter((other) => other !== name).concat(wanted ? name : [])));
  return (
    <fieldset className="cells">
      <legend className="caption">Against {isFull && `(${MOST_LINES - 1} at most)`}</legend>
      {offers.map(({ name, cells }) => (
        <label key={name} title={cells[name]?.description}>
          <input
            type="checkbox"
            data-testid={`against-${name}`}
            checked={chosen.has(name)}
            disabled={isFull && !chosen.has(name)}
            onChange={(event) => toggle(name, event.target.checked)}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Refused({ offers }: { readonly offers: readonly Offer[] }) {
  if (offers.length === 0) return null;
  return (
    <details className="numbers">
      <summary className="dim">
        {offers.length} {offers.length === 1 ? "does" : "do"} not fit
      </summary>
      <ul className="refused-cells">
        {offers.map(({ name, refusal }) => (
          <li key={name}>{refusal && sentencesOf(refusal)}</li>
        ))}
      </ul>
    </details>
  );
}

/** Whole and within bounds; null while what is written is none. */
function epochsOf(text: string): number | null {
  const epochs = Number(text);
  return Number.isInteger(epochs) && epochs >= 1 && epochs <= MOST_EPOCHS ? epochs : null;
}

function Instance({
  nodes,
  node,
  choose,
}: {
  readonly nodes: readonly NodeId[];
  readonly node: NodeId;
  readonly choose: (id: NodeId) => void;
}) {
  const document = useEditor((state) => state.document);
  return (
    <label>
      <span className="caption">In the place of</span>
      <select className="field" data-testid="compare-node" value={node} onChange={(event) => choose(event.target.value)}>
        {nodes.map((id) => (
          <option key={id} value={id}>
            {id === cellAt(document, id) ? id : `${id} (${cellAt(document, id)})`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Epochs({ text, write }: { readonly text: string; readonly write: (text: string) => void }) {
  const isWrong = epochsOf(text) === null;
  return (
    <label>
      <span className="caption">Epochs</span>
      <input
        className="field"
        inputMode="numeric"
        data-testid="compare-epochs"
        value={text}
        aria-invalid={isWrong}
        title={`A whole number from 1 to ${MOST_EPOCHS.toLocaleString("en")}`}
        onChange={(event) => write(event.target.value)}
      />
    </label>
  );
}

/** One button for both, so that the focus stays where it is. */
function MainButton({ disabled, start }: { readonly disabled: boolean; readonly start: () => void }) {
  const isRunning = useComparison(({ view }) => view !== null && !isOver(view));
  return (
    <button
      type="button"
      className="button main"
      data-testid={isRunning ? "stop-comparing" : "compare"}
      disabled={disabled && !isRunning}
      onClick={() => (isRunning ? void stopComparing() : start())}
    >
      {isRunning ? "Stop" : "Compare"}
    </button>
  );
}

/** @param nodes instances of the open document that can be compared, at least one */
export function Choosing({ nodes }: { readonly nodes: readonly NodeId[] }) {
  const [wanted, setNode] = useState(nodes[0]!);
  const node = nodes.includes(wanted) ? wanted : nodes[0]!;
  const offers = useOffers(node);
  const { chosen, epochs: text } = useComparison((state) => state.choice);
  const untrainable = useEditor((state) => state.analysis?.untrainable ?? null);
  const fitting = offers?.filter(({ refusal }) => refusal === null) ?? [];
  const taking = fitting.filter(({ name }) => chosen.has(name));
  const epochs = epochsOf(text);
  const start = () => {
    if (epochs !== null) void compare(node, taking, epochs);
  };
  return (
    <section className="choosing value-picker">
      <Instance nodes={nodes} node={node} choose={setNode} />
      {offers ? (
        <Cells offers={fitting} chosen={new Set(taking.map(({ name }) => name))} choose={(names) => choose({ chosen: names })} />
      ) : (
        <p className="dim">Loading…</p>
      )}
      {offers && <Refused offers={offers.filter(({ refusal }) => refusal !== null)} />}
      <Epochs text={text} write={(written) => choose({ epochs: written })} />
      <div className="start">
        <MainButton disabled={untrainable !== null || taking.length === 0 || epochs === null} start={start} />
        <span className="dim">
          {untrainable ?? (taking.length === 0 ? "Choose one cell or more." : "Same data, same seed, fresh weights.")}
        </span>
      </div>
    </section>
  );
}
