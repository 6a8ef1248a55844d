// Training: the main button, how far it is, the curves, the read-outs. Says what is missing while there is nothing to train.

import { lazy, Suspense } from "react";
import { Icon } from "../frame/icons.tsx";
import { WritingPanel } from "../generation/writing-panel.tsx";
import { useEditor } from "../store/state.ts";
import { pause, reset, train, trainStep } from "./actions.ts";
import { BackendLine } from "./backend-line.tsx";
import { Progress } from "./progress.tsx";
import { Readouts } from "./readouts.tsx";
import "./training.css";

const Curves = lazy(() => import("./curves.tsx"));

function MainButton({ disabled }: { readonly disabled: boolean }) {
  const running = useEditor((state) => state.report?.state === "running");
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

function Buttons({ disabled }: { readonly disabled: boolean }) {
  return (
    <div className="training-buttons">
      <MainButton disabled={disabled} />
      <button
        type="button"
        className="button icon"
        data-testid="step"
        aria-label="One epoch"
        title="One epoch (Shift T)"
        disabled={disabled}
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
        disabled={disabled}
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
        <Buttons disabled={reason !== null} />
        {reason === null && (
          <>
            <Progress />
            <BackendLine />
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
