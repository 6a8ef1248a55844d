// A document as JSON text: always in one layout, so that a change of one node is a change of one line.

import type { Document } from "./document.ts";
import { toFile } from "./file-form.ts";
import { formatJson } from "./json-layout.ts";

/** The text of the file; `loadDocument` gives back an equal document. */
export const saveDocument = (document: Document): string => formatJson(toFile(document));
