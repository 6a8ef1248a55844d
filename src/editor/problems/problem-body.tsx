// A problem in the one form of all errors: the sentence, got, expected, the way out.

import type { ProblemData } from "../../base/errors.ts";
import type { Endpoint } from "../../graph/document.ts";
import { nameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { countIn } from "../repairs/sizes.ts";

const MOST_BLOCKS = 32;

interface CountedProps {
  readonly label: string;
  /** Name of the value that is spoken of. */
  readonly letter?: string | undefined;
  readonly text: string;
  readonly want: boolean;
}

/** A size as that many blocks; other things said are only written. */
function Counted({ label, letter, text, want }: CountedProps) {
  const count = countIn(text);
  return (
    <div className={want ? "counted want" : "counted"}>
      <dt>
        {label} {letter && <Tex tex={nameTex(letter)} spoken />}
      </dt>
      <dd>
        <span className="blocks" aria-hidden="true">
          {/* biome-ignore lint/suspicious/noArrayIndexKey: blocks are alike */}
          {count !== null && count <= MOST_BLOCKS && Array.from({ length: count }, (_, k) => <i key={k} />)}
        </span>
        <b className={count === null ? "said" : undefined}>{count ?? text}</b>
      </dd>
    </div>
  );
}

interface ProblemBodyProps {
  readonly problem: ProblemData;
  /** Of a refused wire: what it carries is named beside its size. */
  readonly from?: Endpoint;
  /** Where repairs are offered as buttons, the remedy in words says nothing more. */
  readonly remedied?: boolean;
}

export function ProblemBody({ problem, from, remedied = false }: ProblemBodyProps) {
  const { got, expected, remedy } = problem;
  const letter = from && countIn(got) !== null ? (from.port === "value" ? from.node : from.port) : undefined;
  return (
    <>
      <p className="problem-message">{problem.message}</p>
      {(got !== undefined || expected !== undefined) && (
        <dl className="problem-facts">
          {got !== undefined && <Counted label="got" letter={letter} text={got} want={false} />}
          {expected !== undefined && <Counted label="expected" text={expected} want />}
        </dl>
      )}
      {remedy !== undefined && !remedied && <p className="problem-remedy">{capital(remedy)}.</p>}
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
