// The dock on the right: inspector, equations and problems.

import { useEffect } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Equations } from "../equations/lazy.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { Problems, problemCount } from "../problems/problems.tsx";
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
          <Tab id="problems" className="tab" data-testid="problems-tab">
            Problems{count > 0 ? ` ${count}` : ""}
          </Tab>
        </TabList>
        <TabPanel id="inspector" className="tab-panel">
          <Inspector />
        </TabPanel>
        <TabPanel id="equations" className="tab-panel">
          <Equations />
        </TabPanel>
        <TabPanel id="problems" className="tab-panel">
          <Problems />
        </TabPanel>
      </Tabs>
    </aside>
  );
}
