// The cells that are compared, in numbers: each with its line's dashes, what its gradient does, and a button that takes it.

import { Fragment } from "react";
import { registry } from "../../../../nodes/index.ts";
import { fateText, meanText } from "../../../inspection/recurrence/verdict-text.ts";
import { readout } from "../../pictures/numbers.ts";
import { sentencesOf } from "../../problems/at-node.ts";
import { useEditor } from "../../store/state.ts";
import type { ComparisonState, EntrantReport } from "../../worker/compare-protocol.ts";
import { type ComparisonView, isOver, takeCell } from "./comparison.ts";
import { lineStyle } from "./lines.ts";
import { cellAt, type Offer } from "./offers.ts";

function Dashes({ index }: { readonly index: number }) {
  const { token, dash } = lineStyle(index);
  return (
    <svg className="chart" width="26" height="10" aria-hidden="true">
      <path className="curve" d="M0 5H26" style={{ stroke: `var(--${token})` }} strokeDasharray={dash.join(" ")} />
    </svg>
  );
}

/** `h` of `lstm.h`. */
const letterOf = (state: string | null): string => state?.split(".").at(-1) ?? "";

/** `forgetGateRnn` may break before its capitals. */
const Breaking = ({ name }: { readonly name: string }) =>
  name.split(/(?=\p{Lu})/u).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never change their order
    <Fragment key={index}>
      <wbr />
      {part}
    </Fragment>
  ));

function verdictWords({ verdict, problem, parameterCount, state }: EntrantReport, at: ComparisonState): string {
  if (problem) return sentencesOf(problem);
  if (verdict) {
    return `${letterOf(state)}: ${fateText(verdict).toLowerCase()} ${meanText(verdict)}`.trimEnd();
  }
  if (parameterCount === null) return at === "stopped" ? "not trained" : "being compiled";
  if (state === null) return "carries nothing from step to step";
  const about = { preparing: "", training: "", studying: ", being looked into", done: "", stopped: ", not looked into" }[at];
  return `gradient by ${letterOf(state)}${about}`;
}

interface RowProps {
  readonly entrant: EntrantReport;
  readonly index: number;
  readonly metrics: readonly string[];
  readonly view: ComparisonView;
}

function Numbers({ entrant, index, metrics }: RowProps) {
  const { name, parameterCount, losses, score, seconds } = entrant;
  const loss = score?.loss ?? losses.at(-1);
  return (
    <tr data-testid="entrant" data-name={name} data-epochs={losses.length} data-loss={loss}>
      <th scope="row">
        <span className="entrant-name">
          <Dashes index={index} />
          <span>
            <Breaking name={name} />
          </span>
        </span>
      </th>
      <td className="number">{parameterCount?.toLocaleString("en") ?? "–"}</td>
      <td className="number">{loss === undefined ? "–" : readout(loss)}</td>
      {metrics.map((metric) => (
        <td key={metric} className="number">
          {score?.metrics[metric] === undefined ? "–" : readout(score.metrics[metric])}
        </td>
      ))}
      <td className="number">{losses.length === 0 ? "–" : seconds.toFixed(1)}</td>
    </tr>
  );
}

function Take({ name, view }: { readonly name: string; readonly view: ComparisonView }) {
  const present = useEditor(({ document }) => cellAt(document, view.node));
  const isThere = useEditor(({ document }) => registry.get(document.graph.nodes[view.node]?.type ?? "")?.role === "cell");
  const own: Offer = { name: view.own, cells: view.document.cells, refusal: null };
  const offer = [own, ...view.offers].find((candidate) => candidate.name === name);
  if (!offer || !isThere) return null;
  const isPresent = present === name;
  // not disabled: the focus stays on it when it has been pressed
  return (
    <button
      type="button"
      className={isPresent ? "button dim" : "button"}
      data-testid={`take-${name}`}
      aria-disabled={isPresent}
      aria-label={isPresent ? `${name} is in the graph` : `Take ${name} in the place of ${present}`}
      onClick={() => {
        if (!isPresent) takeCell(view.node, offer);
      }}
    >
      {isPresent ? "In the graph" : "Take this one"}
    </button>
  );
}

function Words({ entrant, metrics, view }: RowProps) {
  const { name, verdict, problem } = entrant;
  return (
    <tr className="words" data-testid={`verdict-of-${name}`} data-fate={verdict?.fate}>
      <td colSpan={4 + metrics.length}>
        <div>
          <span className={problem ? "fault" : "dim"}>{verdictWords(entrant, view.report?.state ?? "preparing")}</span>
          {isOver(view) && <Take name={name} view={view} />}
        </div>
      </td>
    </tr>
  );
}

const plain = (metric: string): string => metric.replaceAll("_", " ");

export function EntrantsTable({ view }: { readonly view: ComparisonView }) {
  const entrants = view.report?.entrants ?? [];
  const metrics = Object.keys(entrants.find(({ score }) => score)?.score?.metrics ?? {});
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keyboard too
    <section className="numbers entrants" aria-label="Cells in numbers" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">cell</th>
            <th scope="col" title="How many numbers are trained">
              trained
            </th>
            <th scope="col" title="On the training data; while it trains, that of the last epoch before its step">
              loss
            </th>
            {metrics.map((metric) => (
              <th key={metric} scope="col" title="On the training data">
                {plain(metric)}
              </th>
            ))}
            <th scope="col" title="Seconds that its epochs took">
              s
            </th>
          </tr>
        </thead>
        {entrants.map((entrant, index) => (
          <tbody key={entrant.name}>
            <Numbers entrant={entrant} index={index} metrics={metrics} view={view} />
            <Words entrant={entrant} index={index} metrics={metrics} view={view} />
          </tbody>
        ))}
      </table>
    </section>
  );
}
