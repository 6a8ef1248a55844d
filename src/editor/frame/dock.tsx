// The dock on the right: inspector, equations, recurrence and problems.

import { type ReactNode, useEffect, useRef } from "react";
import { Tab, TabList, Tabs } from "react-aria-components";
import { Equations } from "../equations/lazy.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { Problems, problemCount } from "../problems/problems.tsx";
import { Recurrence } from "../recurrence/lazy.tsx";
import { type DockTab, setState, useEditor } from "../store/state.ts";
import { showDock } from "../store/view.ts";
import "./dock.css";

/** What went wrong is never said out of sight. */
function useDrawerForFailures(): void {
  const failure = useEditor((state) => state.failure);
  useEffect(() => {
    if (failure) setState({ drawer: true });
  }, [failure]);
}

/**
 * The panel of the selected tab. That of the tab's library looks after every change inside whether there is something to focus, and lays the page
 * out for it: a tenth of the time that an edit takes.
 */
function Panel({ empty = false, children }: { readonly empty?: boolean; readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  // The library makes the tabs' ids in a second rendering of its own.
  useEffect(() => {
    const panel = ref.current;
    const tab = panel?.closest(".dock-tabs")?.querySelector("[role=tab][aria-selected=true]");
    if (!panel || !tab) return;
    panel.id = tab.getAttribute("aria-controls") ?? "";
    panel.setAttribute("aria-labelledby", tab.id);
  });
  return (
    <div ref={ref} role="tabpanel" className="tab-panel" {...(empty ? { tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}

const PANELS = { inspector: <Inspector />, equations: <Equations />, recurrence: <Recurrence /> };

function Contents({ dock, count }: { readonly dock: DockTab; readonly count: number }) {
  if (dock === "problems") {
    return (
      <Panel key={dock} empty={count === 0}>
        <Problems />
      </Panel>
    );
  }
  return <Panel key={dock}>{PANELS[dock]}</Panel>;
}

export function Dock() {
  const dock = useEditor((state) => state.dock);
  const count = useEditor(problemCount);
  const drawn = useEditor((state) => state.drawer);
  useDrawerForFailures();
  return (
    <aside id="dock" className={drawn ? "dock drawn" : "dock"} aria-label="Dock">
      <Tabs className="dock-tabs" selectedKey={dock} onSelectionChange={(key) => showDock(key as DockTab)}>
        <TabList className="tabs" aria-label="Dock">
          <Tab id="inspector" className="tab">
            Inspector
          </Tab>
          <Tab id="equations" className="tab" data-testid="equations-tab">
            Equations
          </Tab>
          <Tab id="recurrence" className="tab" data-testid="recurrence-tab">
            Recurrence
          </Tab>
          <Tab id="problems" className="tab" data-testid="problems-tab">
            Problems{count > 0 ? ` ${count}` : ""}
          </Tab>
        </TabList>
        <Contents dock={dock} count={count} />
      </Tabs>
    </aside>
  );
}
