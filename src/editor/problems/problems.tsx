// Everything that is wrong at the moment: the refused wire, what went wrong last, and what the engine says about the graph.

import { useMemo } from "react";
import type { ProblemData } from "../../base/errors.ts";
import { Icon } from "../frame/icons.tsx";
import { currentGraph } from "../store/selectors.ts";
import { type EditorState, useEditor } from "../store/state.ts";
import { dismissRefusal, fail, reveal } from "../store/view.ts";
import { offersReference } from "../training/backend.ts";
import { ReferenceOffer } from "../training/backend-line.tsx";
import { Mend } from "./mend.tsx";
import { notFinite } from "./not-finite.ts";
import { ProblemBody } from "./problem-body.tsx";
import { WhatFits, WhyRefused } from "./refused.tsx";
import { isUnfinished } from "./unfinished.ts";
import "./problems.css";

const keyOf = ({ code, message }: ProblemData): string => `${code} ${message}`;

const NONE: readonly ProblemData[] = [];

export function problemCount(state: EditorState): number {
  const { analysis, inspection, refusal, failure, path } = state;
  const standing = analysis?.problems.filter((problem) => !isUnfinished(problem)).length ?? 0;
  return standing + notFinite(inspection, currentGraph(state), path).length + (refusal ? 1 : 0) + (failure ? 1 : 0);
}

function useNotFinite(): readonly ProblemData[] {
  const inspection = useEditor((state) => state.inspection);
  const graph = useEditor(currentGraph);
  const path = useEditor((state) => state.path);
  return useMemo(() => notFinite(inspection, graph, path), [inspection, graph, path]);
}

interface EntryProps {
  /** Of the graph as it stands, and not of something that was tried. */
  readonly standing?: boolean;
  readonly title: string;
  readonly problem: ProblemData;
  readonly note?: string;
  readonly dismiss?: () => void;
}

/** A click goes to the node that it is about. */
function Where({ node }: { readonly node: string | undefined }) {
  if (!node) return null;
  return (
    <button type="button" className="button where" onClick={() => reveal(node)}>
      <span aria-hidden="true">→</span> Show {node}
    </button>
  );
}

function Entry({ title, problem, note, dismiss, standing = false }: EntryProps) {
  return (
    <section className="problem" role={dismiss ? "alert" : undefined}>
      <header>
        <h3>
          <Icon name="warning" /> {title}
        </h3>
        {dismiss && (
          <button type="button" className="button icon" aria-label="Dismiss" onClick={dismiss}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <ProblemBody problem={problem} />
      {note && <p className="dim">{note}</p>}
      {standing ? <Mend problem={problem} /> : <OtherBackend problem={problem} />}
      <Where node={problem.where?.node} />
    </section>
  );
}

/** What stopped the training, where another backend may do it. */
function OtherBackend({ problem }: { readonly problem: ProblemData }) {
  const isOffered = useEditor(({ report }) => report !== null && report.problem === problem && offersReference(report));
  if (!isOffered) return null;
  return (
    <section className="mend">
      <ReferenceOffer words="Train on the reference backend (f64, slower)" testid="problem-reference" />
    </section>
  );
}

/** What is not wired yet: worth knowing, nothing to worry about. */
function Unfinished({ problems }: { readonly problems: readonly ProblemData[] }) {
  if (problems.length === 0) return null;
  return (
    <section className="unfinished">
      <h3 className="caption">Not wired yet</h3>
      <ul>
        {problems.map((problem) => (
          <li key={keyOf(problem)}>
            <button type="button" className="button" onClick={() => reveal(problem.where?.node ?? "")}>
              {problem.message}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shapes of ports, where somebody needs them. */
function PortLegend() {
  const rows = [
    ["scalar", "scalar"],
    ["vector", "vector"],
    ["matrix", "matrix or more"],
    ["vector steady", "the same at all steps"],
  ] as const;
  return (
    <section className="port-legend">
      <h3 className="caption">Ports by shape</h3>
      <ul>
        {rows.map(([form, text]) => (
          <li key={form} className={`port ${form}`}>
            <i className="port-shape" /> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Problems() {
  const problems = useEditor((state) => state.analysis?.problems ?? NONE);
  const refusal = useEditor((state) => state.refusal);
  const failure = useEditor((state) => state.failure);
  const count = useEditor(problemCount);
  const broken = useNotFinite();
  return (
    <div className="problems" data-testid="problems">
      {failure && <Entry title="That did not work" problem={failure} dismiss={() => fail(null)} />}
      {refusal && (
        <>
          <Entry
            title="Wire refused"
            problem={refusal.problem}
            note={`${refusal.from.node}.${refusal.from.port} → ${refusal.to.node}.${refusal.to.port} · not added; the graph is as it was`}
            dismiss={dismissRefusal}
          />
          <WhyRefused refusal={refusal} />
          <WhatFits refusal={refusal} />
        </>
      )}
      {[...problems, ...broken]
        .filter((problem) => !isUnfinished(problem))
        .map((problem) => (
          <Entry key={keyOf(problem)} title={problem.where?.node ?? "The graph"} problem={problem} standing />
        ))}
      {count === 0 && <p className="dim problems-none">No problems. Every wire fits.</p>}
      <Unfinished problems={problems.filter(isUnfinished)} />
      <PortLegend />
    </div>
  );
}
