// What a field was refused: said beside it, and under Problems without going there, until it is mended or given up.

import { useState } from "react";
import type { ProblemData } from "../../base/errors.ts";
import { getState, setState } from "../store/state.ts";

export function useRefusal(): readonly [ProblemData | null, (problem: ProblemData | null) => void] {
  const [refused, setRefused] = useState<ProblemData | null>(null);
  const refuse = (problem: ProblemData | null) => {
    if (problem) setState({ failure: problem });
    else if (refused && getState().failure === refused) setState({ failure: null });
    setRefused(problem);
  };
  return [refused, refuse];
}
