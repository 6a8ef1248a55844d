// The button that takes another file for a csv node.

import { useRef } from "react";
import type { NodeId } from "../../graph/document.ts";
import { FileInput } from "../files/file-input.tsx";
import { replaceTable } from "./put-table.ts";

/** The same file may be chosen twice, so the input forgets what it had. */
export function ChooseFile({ node }: { readonly node: NodeId }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button outlined" data-testid="choose-table" onClick={() => input.current?.click()}>
        Choose file…
      </button>
      <FileInput
        input={input}
        accept=".csv,.tsv,text/csv"
        label="CSV file"
        testid="table-input"
        take={(file) => void replaceTable(node, file)}
      />
    </>
  );
}
