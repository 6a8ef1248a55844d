// Side by side: cells in the place of one of the graph's, trained on the same data from the same seed. The graph itself stays as it is.

import { useMemo } from "react";
import { registry } from "../../../../nodes/index.ts";
import { comparableInstances } from "../../../inspection/compare/swap.ts";
import { useEditor } from "../../store/state.ts";
import type { ComparisonReport } from "../../worker/compare-protocol.ts";
import { sameMeaning } from "../../worker/meaning.ts";
import { Choosing } from "./choosing.tsx";
import { type ComparisonView, isOver, useComparison } from "./comparison.ts";
import { EntrantsTable } from "./entrants-table.tsx";
import { GradientChart } from "./gradient-chart.tsx";
import { LossPlot } from "./loss-plot.tsx";
import "./compare.css";

const doneOf = ({ entrants }: ComparisonReport): number => Math.max(0, ...entrants.map(({ losses }) => losses.length));

function words(report: ComparisonReport | null): string {
  if (!report || report.state === "preparing") return "compiling";
  const epochs = `epoch ${doneOf(report)} of ${report.epochs}`;
  const state = { training: "", studying: ", looking into the gradients", done: ", done", stopped: ", stopped" }[report.state];
  return `${epochs}${state}`;
}

function Progress({ view }: { readonly view: ComparisonView }) {
  const { report } = view;
  const percent = report ? Math.round((100 * doneOf(report)) / report.epochs) : 0;
  return (
    <section className="comparing" data-testid="comparing" data-state={report?.state ?? "preparing"}>
      <header>
        <span>{words(report)}</span>
      </header>
      <div className="bar" role="progressbar" aria-label="Comparison" aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
        <i style={{ width: `${percent}%` }} />
      </div>
    </section>
  );
}

function Changed({ view }: { readonly view: ComparisonView }) {
  const hasChanged = useEditor(({ document }) => !sameMeaning(document, view.document));
  return hasChanged ? <p className="dim changed">The graph has changed since: this is about the graph as it was.</p> : null;
}

function Results({ view, report }: { readonly view: ComparisonView; readonly report: ComparisonReport }) {
  const { entrants } = report;
  const losses = useMemo(() => entrants.map((entrant) => entrant.losses), [entrants]);
  const names = entrants.map(({ name }) => name).join(", ");
  return (
    <>
      {doneOf(report) > 0 && (
        <section>
          <h3 className="caption">Loss, training data, by epoch</h3>
          <LossPlot
            losses={losses}
            epochs={isOver(view) ? doneOf(report) : report.epochs}
            label={`Loss of ${names}, over ${doneOf(report)} epochs`}
          />
        </section>
      )}
      {entrants.some(({ gradient }) => gradient) && (
        <section title="Of the example that was shown, by the present weights of each: the total derivative, through all later steps">
          <h3 className="caption">Gradient of the loss by the cell's state, norm by step</h3>
          <GradientChart entrants={entrants} />
        </section>
      )}
      <EntrantsTable view={view} />
    </>
  );
}

export function SideBySide() {
  const document = useEditor((state) => state.document);
  const view = useComparison((state) => state.view);
  const nodes = useMemo(() => comparableInstances(document, registry), [document]);
  return (
    <div className="compare" data-testid="side-by-side">
      {nodes.length > 0 ? (
        <Choosing nodes={nodes} />
      ) : (
        <section className="nothing">
          <h2>Nothing to compare</h2>
          <p>No cell stands in this graph that reads one sequence.</p>
          <p className="dim">Place a cell such as rnn or lstm; here others are then tried in its place.</p>
        </section>
      )}
      {view && (
        <>
          <Progress view={view} />
          <Changed view={view} />
          {view.report && <Results view={view} report={view.report} />}
        </>
      )}
    </div>
  );
}
