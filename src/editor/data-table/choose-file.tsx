// The button that takes another file for a csv node.

import { useRef } from "react";
import type { NodeId } from "../../graph/document.ts";
import { replaceTable } from "./put-table.ts";

/** The same file may be chosen twice, so the input forgets what it had. */
export function ChooseFile({ node }: { readonly node: NodeId }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button outlined" data-testid="choose-table" onClick={() => input.current?.click()}>
        Choose file…
      </button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,text/csv"
        className="visually-hidden"
        aria-label="CSV file"
        tabIndex={-1}
        data-testid="table-input"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void replaceTable(node, file);
        }}
      />
    </>
  );
}
