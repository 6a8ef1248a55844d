// A problem in the one form of all errors: the sentence, got, expected, the way out.

import type { ProblemData } from "../../base/errors.ts";

const MOST_BLOCKS = 24;

/** A size as that many blocks; other things said are only written. */
function Counted({ label, text, want }: { readonly label: string; readonly text: string; readonly want: boolean }) {
  const count = Number(/^(\d+)(?: features| components)?$/.exec(text)?.[1] ?? 0);
  return (
    <div className={want ? "counted want" : "counted"}>
      <dt>{label}</dt>
      <dd>
        <span className="blocks" aria-hidden="true">
          {/* biome-ignore lint/suspicious/noArrayIndexKey: blocks are alike */}
          {count <= MOST_BLOCKS && Array.from({ length: count }, (_, k) => <i key={k} />)}
        </span>
        <b>{text}</b>
      </dd>
    </div>
  );
}

export function ProblemBody({ problem }: { readonly problem: ProblemData }) {
  const { got, expected, remedy } = problem;
  return (
    <>
      <p className="problem-message">{problem.message}</p>
      {(got !== undefined || expected !== undefined) && (
        <dl className="problem-facts">
          {got !== undefined && <Counted label="got" text={got} want={false} />}
          {expected !== undefined && <Counted label="expected" text={expected} want />}
        </dl>
      )}
      {remedy !== undefined && <p className="problem-remedy">{capital(remedy)}.</p>}
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
