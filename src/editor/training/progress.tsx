// How far the training is: epoch, bar, remaining time, pace.

import { duration } from "../pictures/numbers.ts";
import { useEditor } from "../store/state.ts";
import { useElapsed } from "../work/elapsed.ts";
import { useWork } from "../work/work.ts";
import type { TrainingReport } from "../worker/protocol.ts";

const pace = (perSecond: number): string => (perSecond >= 10 ? perSecond.toFixed(0) : perSecond.toPrecision(2));

/** In lines: of a team of workers nothing more fits beside the pace, and a line that breaks where it likes would jump. */
function running({ secondsLeft, epochsPerSecond, workers }: TrainingReport): string[] {
  const left = secondsLeft === null ? "" : `${duration(secondsLeft)} left`;
  const speed = epochsPerSecond === null ? "" : `${pace(epochsPerSecond)} epochs/s`;
  const lines = workers > 1 ? [[left], [speed, `${workers} workers`]] : [[left, speed]];
  return lines.map((parts) => parts.filter(Boolean).join(" · ")).filter(Boolean);
}

function state(report: TrainingReport): string[] {
  if (report.state === "running") return running(report);
  return [{ idle: "not started", paused: "paused", done: "done", failed: "stopped, see Problems" }[report.state]];
}

/** What the panel says under the bar. */
const linesOf = (report: TrainingReport | null): readonly string[] => {
  if (!report) return ["not started"];
  return report.note === null ? state(report) : [report.note];
};

/** Long work comes before what the last report says. */
function useLines(report: TrainingReport | null): readonly string[] {
  const { training, numbers } = useWork();
  const count = useEditor(({ analysis }) => analysis?.parameterCount ?? 0);
  const elapsed = useElapsed(training === "preparing");
  if (training === "resting") return ["resting after this epoch"];
  if (training === "preparing") return [`preparing ${count.toLocaleString("en")} parameters`, duration((elapsed ?? 0) / 1000)];
  if (numbers === "stopped" && report?.state !== "running") return ["stopped before the graph was computed"];
  return linesOf(report);
}

export function Progress() {
  const report = useEditor((editor) => editor.report);
  const lines = useLines(report);
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
      <p className="dim lines" role={report?.note ? "status" : undefined}>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
    </div>
  );
}
