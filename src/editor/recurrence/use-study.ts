// Asks the engine while the tab is open: again with every new inspection, which an edit, another example or a training brings.

import { useCallback, useEffect, useRef, useState } from "react";
import type { ProblemData } from "../../base/errors.ts";
import type { Question, Study } from "../../inspection/recurrence/study.ts";
import { useEditor } from "../store/state.ts";
import { engine } from "../worker/client.ts";
import { latest } from "../worker/latest.ts";
import type { RecurrenceQuestion } from "../worker/protocol.ts";

/** Between two questions while a training goes on, in milliseconds. */
const PAUSE = 400;

export type Answer = Study | ProblemData | null;

/** What is known, and whether the engine is at work on something newer. */
export interface Studied {
  readonly answer: Answer;
  readonly isBusy: boolean;
  /** Somebody stopped it: nothing is asked until somebody wants it again. */
  readonly isStopped: boolean;
  readonly stop: () => void;
  readonly goOn: () => void;
}

export const isProblem = (answer: Study | ProblemData): answer is ProblemData => "code" in answer;

/** What asks; it goes still when the tab is closed. */
class Asker {
  private isOpen = true;
  private last = Number.NEGATIVE_INFINITY;
  /** A question that is being answered is not ended by the next: while a training goes on, none would ever be answered. */
  readonly afterTheOther = latest((question: RecurrenceQuestion) => this.ask(question));

  /** Questions that have no answer yet. */
  private waiting = 0;

  constructor(
    private readonly tell: (answer: Answer) => void,
    private readonly tellBusy: (isBusy: boolean) => void,
  ) {}

  /** Ends the question before. */
  ask = async (question: RecurrenceQuestion): Promise<void> => {
    this.last = performance.now();
    this.wait(1);
    const found = await engine.recurrence(question);
    this.wait(-1);
    if (found && this.isOpen) this.tell(found);
  };

  private wait(more: number): void {
    this.waiting += more;
    if (this.isOpen) this.tellBusy(this.waiting > 0);
  }

  /** How long to wait with the next while a training goes on. */
  get rest(): number {
    return Math.max(0, this.last + PAUSE - performance.now());
  }

  open(): () => void {
    this.isOpen = true;
    return () => {
      this.isOpen = false;
    };
  }
}

/** The answer is null until the engine has given one; that to an older question is shown until the newer one is there. */
export function useStudy({ state, input }: Question): Studied {
  const inspection = useEditor((editor) => editor.inspection);
  const analysis = useEditor((editor) => editor.analysis);
  const example = useEditor((editor) => editor.example);
  const isTraining = useEditor(({ report }) => report?.state === "running");
  const [answer, setAnswer] = useState<Answer>(null);
  const [isBusy, setBusy] = useState(false);
  const [isStopped, setStopped] = useState(false);
  const asker = useRef<Asker | null>(null);
  asker.current ??= new Asker(setAnswer, setBusy);
  const { current } = asker;
  useEffect(() => current.open(), [current]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the inspection is what says that the numbers are others
  useEffect(() => {
    if (!analysis || isStopped) return;
    const ask = isTraining ? current.afterTheOther : current.ask;
    const timer = setTimeout(() => void ask({ example, state, input }), isTraining ? current.rest : 0);
    return () => clearTimeout(timer);
  }, [current, inspection, analysis, example, state, input, isTraining, isStopped]);
  const stop = useCallback(() => {
    setStopped(true);
    void engine.stopRecurrence();
  }, []);
  const goOn = useCallback(() => setStopped(false), []);
  return { answer, isBusy, isStopped, stop, goOn };
}
