// One form for every error a person can meet: what, where, got, expected, and the way out.

/** The place an error speaks of. All parts are optional; the more are given, the better the editor can point. */
export interface Place {
  /** Path of the node, `cell.node`. */
  readonly node?: string;
  /** Port id on that node. */
  readonly port?: string;
  /** Attribute id on that node. */
  readonly attribute?: string;
  /** File name or document title. */
  readonly file?: string;
  /** 1-based position in a text. */
  readonly line?: number;
  readonly column?: number;
}

export interface ProblemData {
  /** Stable machine-readable name, e.g. `shape-mismatch`. */
  readonly code: string;
  /** The whole sentence, e.g. `dense "h1": input x has 64 features, W expects 32`. */
  readonly message: string;
  readonly where?: Place;
  readonly got?: string;
  readonly expected?: string;
  /** The way out, as an imperative sentence. */
  readonly remedy?: string;
}

/** An error that is meant to be read by the person at the screen. Anything else that is thrown is a defect. */
export class Problem extends Error {
  readonly data: ProblemData;

  constructor(data: ProblemData) {
    super(data.message);
    this.name = "Problem";
    this.data = data;
  }
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProblemData };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (problem: ProblemData): Result<never> => ({ ok: false, problem });

/** Runs `action`; a thrown `Problem` becomes a failure, anything else goes on upward. */
export function attempt<T>(action: () => T): Result<T> {
  try {
    return success(action());
  } catch (error) {
    if (error instanceof Problem) return failure(error.data);
    throw error;
  }
}

/** Problem as the one line that the command line prints. */
export function formatProblem(problem: ProblemData): string {
  const { file, line, column } = problem.where ?? {};
  const position = line === undefined ? "" : `${line}:${column ?? 1}`;
  const prefix = [file, position].filter(Boolean).join(":");
  const remedy = problem.remedy ? ` (${problem.remedy})` : "";
  return `${prefix ? `${prefix}: ` : ""}${problem.message}${remedy}`;
}
