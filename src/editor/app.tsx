// The page: top bar, palette, canvas, dock, time and training.

import { ReactFlowProvider } from "@xyflow/react";
import { useEffect } from "react";
import { Canvas } from "./canvas/canvas.tsx";
import { listenToDroppedFiles } from "./files/drop-file.ts";
import { hasUnsavedWork } from "./files/open.ts";
import { Dock } from "./frame/dock.tsx";
import { ErrorBoundary } from "./frame/error-boundary.tsx";
import { usePageKeys } from "./frame/page-keys.ts";
import { TopBar } from "./frame/top-bar.tsx";
import { loadAlgebraWhenIdle } from "./inspector/use-algebra.ts";
import { Palette } from "./palette/palette.tsx";
import { StorageNotice } from "./storage/notice.tsx";
import { listenToClipboard } from "./store/clipboard.ts";
import { useEditor } from "./store/state.ts";
import { TimeBar } from "./time/time-bar.tsx";
import { giveWayToHands } from "./training/give-way.ts";
import { TrainingPanel } from "./training/training-panel.tsx";
import { useWork } from "./work/work.ts";
import "./frame/frame.css";

function warnBeforeLeaving(event: BeforeUnloadEvent): void {
  if (hasUnsavedWork()) event.preventDefault();
}

/** The tab says what is open. */
function useTabTitle(): void {
  const title = useEditor((state) => state.document.title);
  useEffect(() => {
    document.title = `${title} · Gradwire`;
  }, [title]);
}

function usePage(): void {
  useTabTitle();
  useEffect(loadAlgebraWhenIdle, []);
  useEffect(giveWayToHands, []);
  useEffect(listenToClipboard, []);
  useEffect(listenToDroppedFiles, []);
  useEffect(() => {
    window.addEventListener("beforeunload", warnBeforeLeaving);
    return () => window.removeEventListener("beforeunload", warnBeforeLeaving);
  }, []);
}

function Page() {
  usePage();
  usePageKeys();
  const isOld = useWork(({ numbers }) => numbers !== "there");
  return (
    <div className={isOld ? "app old-numbers" : "app"}>
      <TopBar />
      <Palette />
      <Canvas />
      <div className="under-canvas">
        <TimeBar />
        <TrainingPanel />
      </div>
      <Dock />
      <StorageNotice />
    </div>
  );
}

export const App = () => (
  <ErrorBoundary>
    <ReactFlowProvider>
      <Page />
    </ReactFlowProvider>
  </ErrorBoundary>
);
