// How far the training is: epoch, bar, remaining time, pace.

import { duration } from "../pictures/numbers.ts";
import { useEditor } from "../store/state.ts";
import type { TrainingReport } from "../worker/protocol.ts";

const pace = (perSecond: number): string => (perSecond >= 10 ? perSecond.toFixed(0) : perSecond.toPrecision(2));

function state({ state: name, secondsLeft, epochsPerSecond, workers }: TrainingReport): string {
  if (name === "running") {
    const left = secondsLeft === null ? "" : `${duration(secondsLeft)} left`;
    const speed = epochsPerSecond === null ? "" : `${pace(epochsPerSecond)} epochs/s`;
    const team = workers > 1 ? `${workers} workers` : "";
    return [left, speed, team].filter(Boolean).join(" · ");
  }
  return { idle: "not started", paused: "paused", done: "done", failed: "stopped, see Problems" }[name];
}

export function Progress() {
  const report = useEditor((editor) => editor.report);
  const epoch = report?.epoch ?? 0;
  const epochs = report?.epochs ?? 0;
  const share = epochs > 0 ? Math.min(1, epoch / epochs) : 0;
  return (
    <div className="progress">
      <p>
        <span>
          epoch{" "}
          <b data-testid="epoch" data-value={epoch}>
            {epoch}
          </b>
          {epochs > 0 && ` of ${epochs}`}
        </span>
        <span>{Math.round(share * 100)} %</span>
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label="Training progress"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="dim" role={report?.note ? "status" : undefined}>
        {report ? (report.note ?? state(report)) : "not started"}
      </p>
    </div>
  );
}
