// A defect in the drawing must not cost a person's work: a plain sentence, and a way to take the graph along.

import { Component, type ReactNode } from "react";
import { saveFile } from "../files/save.ts";

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="page-error" role="alert">
        <h1>The page cannot go on</h1>
        <p>Something in the editor failed while drawing. Your graph is still in memory: save it, then load the page again.</p>
        <button type="button" className="button main" onClick={saveFile}>
          Save your work
        </button>
      </main>
    );
  }
}
