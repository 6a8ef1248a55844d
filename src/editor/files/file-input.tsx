// Where the system's file dialog hangs: seen by nobody, clicked by a button beside it. The same file can be chosen twice in a row.

import type { RefObject } from "react";

export interface FileInputProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Kinds of files, as the element's attribute of this name says them. */
  readonly accept: string;
  readonly label: string;
  readonly testid: string;
  readonly id?: string;
  readonly take: (file: File) => void;
}

export const FileInput = ({ input, accept, label, testid, id, take }: FileInputProps) => (
  <input
    ref={input}
    id={id}
    type="file"
    accept={accept}
    className="visually-hidden"
    aria-label={label}
    tabIndex={-1}
    data-testid={testid}
    onChange={(event) => {
      const file = event.target.files?.[0];
      event.target.value = "";
      if (file) take(file);
    }}
  />
);
