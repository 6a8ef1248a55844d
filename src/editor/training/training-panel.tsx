// Training: the main button, how far it is, the curves, the read-outs. Says what is missing while there is nothing to train.

import { lazy, Suspense } from "react";
import { Icon } from "../frame/icons.tsx";
import { WritingPanel } from "../generation/writing-panel.tsx";
import { useEditor } from "../store/state.ts";
import { stopLongWork } from "../work/stop.ts";
import { useWork } from "../work/work.ts";
import { pause, reset, train, trainStep } from "./actions.ts";
import { BackendLine } from "./backend-line.tsx";
import { Progress } from "./progress.tsx";
import { Readouts } from "./readouts.tsx";
import { Reproducible } from "./reproducible.tsx";
import "./training.css";

const Curves = lazy(() => import("./curves.tsx"));

const StopButton = ({ words, title }: { readonly words: string; readonly title: string }) => (
  <button type="button" className="button main" data-testid="stop" title={title} onClick={stopLongWork}>
    <Icon name="close" /> {words}
  </button>
);

const BROKEN_OFF = "Break off in the middle of the epoch: the weights are those before it";

function MainButton({ disabled }: { readonly disabled: boolean }) {
  const running = useEditor((state) => state.report?.state === "running");
  const work = useWork((state) => state.training);
  if (work === "preparing") return <StopButton words="Stop" title="Stop (T): everything stays as it was" />;
  if (work === "resting") return <StopButton words="Stop now" title={BROKEN_OFF} />;
  if (running) {
    return (
      <button type="button" className="button main" data-testid="pause" title="Pause (T)" onClick={() => void pause()}>
        <Icon name="pause" /> Pause
      </button>
    );
  }
  return (
    <button
      type="button"
      className={disabled ? "button outlined" : "button main"}
      data-testid="train"
      title="Train (T)"
      disabled={disabled}
      onClick={() => void train()}
    >
      <Icon name="play" /> Train
    </button>
  );
}

function Buttons({ untrainable }: { readonly untrainable: boolean }) {
  const stopped = useWork(({ numbers }) => numbers === "stopped");
  const atWork = useWork(({ training }) => training !== "at-ease");
  const disabled = untrainable || stopped;
  return (
    <div className="training-buttons">
      <MainButton disabled={disabled} />
      <button
        type="button"
        className="button icon"
        data-testid="step"
        aria-label="One epoch"
        title="One epoch (Shift T)"
        disabled={disabled || atWork}
        onClick={() => void trainStep()}
      >
        <Icon name="next" />
      </button>
      <button
        type="button"
        className="button icon"
        data-testid="reset"
        aria-label="Start again"
        title="Start again, with new weights"
        disabled={disabled || atWork}
        onClick={() => void reset()}
      >
        <Icon name="reset" />
      </button>
    </div>
  );
}

function NothingToTrain({ reason }: { readonly reason: string }) {
  return (
    <div className="nothing-to-train">
      <h3>Nothing to train yet</h3>
      <p className="dim">{reason}</p>
    </div>
  );
}

/** Keeps the two places while the chunk comes. */
const NoCurves = () => (
  <>
    <div className="curve-figure" />
    <div className="curve-figure" />
  </>
);

export function TrainingPanel() {
  const reason = useEditor((state) => (state.analysis ? state.analysis.untrainable : "The engine is starting."));
  return (
    <section className="training" aria-label="Training">
      <div className="training-state">
        <Buttons untrainable={reason !== null} />
        {reason === null && (
          <>
            <Progress />
            <BackendLine />
            <Reproducible />
          </>
        )}
      </div>
      {reason === null ? (
        <>
          <Suspense fallback={<NoCurves />}>
            <Curves />
          </Suspense>
          <Readouts />
          <WritingPanel />
        </>
      ) : (
        <NothingToTrain reason={reason} />
      )}
    </section>
  );
}
