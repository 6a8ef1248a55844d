// What becomes of the gradient on its way back, in a word, a rate and a sentence; the node that does most of it can be gone to.

import type { Study } from "../../inspection/recurrence/study.ts";
import { causeText, fateText, meanText, VERDICT_NOTE, verdictText } from "../../inspection/recurrence/verdict-text.ts";
import { useEditor } from "../store/state.ts";
import { reveal } from "../store/view.ts";
import { nodeName, plain } from "./names.ts";

export function VerdictSection({ study: { verdict } }: { readonly study: Study }) {
  const document = useEditor((state) => state.document);
  const { fate, rate, cause } = verdict;
  const blamed = cause?.path;
  const mean = meanText(verdict);
  const why = causeText(verdict, (path) => nodeName(document, path));
  return (
    <section className="verdict" data-testid="verdict" data-fate={fate} data-rate={rate === null ? "" : String(rate)}>
      <header>
        <h3>{fateText(verdict)}</h3>
        {mean !== "" && <span className="number">{mean}</span>}
      </header>
      <p>
        {verdictText(verdict)} {why}
      </p>
      {blamed !== undefined && (
        <button type="button" className="button where" onClick={() => reveal(blamed)}>
          <span aria-hidden="true">→</span> Show {plain(blamed)}
        </button>
      )}
      <details className="numbers">
        <summary className="dim">How this is measured</summary>
        <p className="dim">{VERDICT_NOTE}</p>
      </details>
    </section>
  );
}
