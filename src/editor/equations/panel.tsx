// The Equations panel: the open graph as text that can be typed, and as the paper prints it.

import { useEffect, useMemo, useState } from "react";
import type { ProblemData } from "../../base/errors.ts";
import type { LineIndex } from "../../compiler/equations/merge-lines.ts";
import type { NodeId } from "../../graph/document.ts";
import { ProblemBody } from "../problems/problem-body.tsx";
import { selectedNode } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { select } from "../store/view.ts";
import { CodeField } from "./code-field.tsx";
import { loadLibrary } from "./library.ts";
import { lineOfError, linesOf, nameOf } from "./lines.ts";
import { Given, Paper } from "./paper.tsx";
import { relatedTo } from "./related.ts";
import { focus, leave, start, type, useEquations, write } from "./session.ts";
import { SelectedSymbol } from "./symbol.tsx";
import "./equations.css";

const EXAMPLE = "x = sequence(2)\nW = parameter(3, 2)\nb = parameter(3)\nh = tanh(W * x + b)";

/** False until the cells that a text may call are there: what is typed before would be lost. */
function useSession(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    void loadLibrary().then((library) => {
      if (gone) return;
      stop = start(library);
      setReady(true);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return ready;
}

function namesOf(selection: readonly NodeId[], index: LineIndex | null): ReadonlySet<string> {
  return new Set(selection.flatMap((id) => index?.linesOf.get(id) ?? [id]));
}

interface ErrorProps {
  readonly problem: ProblemData;
  readonly line: number | null;
}

function ErrorNote({ problem, line }: ErrorProps) {
  const column = problem.where?.column;
  return (
    <section className="equations-error" id="equations-error" role="alert" data-testid="equations-error">
      {line !== null && (
        <p className="equations-place">
          Line {line}
          {column !== undefined && `, column ${column}`}
        </p>
      )}
      <ProblemBody problem={problem} />
      <p className="dim">The graph is as it was.</p>
      <button type="button" className="button outlined" data-testid="equations-discard" onClick={write}>
        Back to the graph’s text
      </button>
    </section>
  );
}

function Footer({ count }: { readonly count: number }) {
  return (
    <footer className="equations-foot">
      <span>Text and canvas are one graph: edit either.</span>
      <span>{count === 0 ? "No errors" : "1 error"}</span>
    </footer>
  );
}

function visit(line: number): void {
  const { text, index } = useEquations.getState();
  const name = nameOf(linesOf(text)[line] ?? "");
  const node = name === null ? undefined : index?.nodeOf.get(name);
  if (node !== undefined) select([node]);
}

export default function EquationsPanel() {
  const ready = useSession();
  const { text, said, index, problem } = useEquations();
  const selection = useEditor((state) => state.selection);
  const node = useEditor(selectedNode);
  const names = useMemo(() => namesOf(selection, index), [selection, index]);
  const lines = useMemo(() => linesOf(text).map(nameOf), [text]);
  const marked = useMemo(() => new Set(lines.flatMap((name, line) => (name !== null && names.has(name) ? [line] : []))), [lines, names]);
  const related = useMemo(() => (node && said && index ? relatedTo(node.id, said.text, index) : []), [node, said, index]);
  const line = problem && lineOfError(text, problem.where);
  const wrong = problem && line !== null ? { line, column: problem.where?.column ?? 1 } : null;
  return (
    <div className="equations" data-testid="equations">
      <CodeField
        id="equations-text"
        label="Equations of the open graph"
        text={ready ? text : ""}
        ready={ready}
        placeholder={EXAMPLE}
        marked={marked}
        wrong={wrong}
        errorId="equations-error"
        onType={type}
        onFocus={focus}
        onLeave={leave}
        onVisit={visit}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keyboard too */}
      <section className="equations-rest" aria-label="As the paper prints it" tabIndex={0}>
        {problem && <ErrorNote problem={problem} line={line} />}
        {said && <Paper text={said.text} marked={names} />}
        {node && <SelectedSymbol node={node} line={marked.size > 0 ? Math.min(...marked) + 1 : null} related={related} />}
        {said && <Given text={said.text} marked={names} />}
      </section>
      <Footer count={problem ? 1 : 0} />
    </div>
  );
}
