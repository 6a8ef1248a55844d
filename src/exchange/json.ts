// JSON: the format that Gradwire itself reads, in its one canonical layout.

import type { Document } from "../graph/document.ts";
import { saveDocument } from "../graph/save.ts";

/** The same text for equal documents; what is read back is the same model. */
export const writeJson = (document: Document): string => saveDocument(document);
