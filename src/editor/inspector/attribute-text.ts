// Attributes as a person types them. Numbers may be expressions over the enclosing cell's attributes, so text is kept as text.

import type { AttributeValue } from "../../graph/document.ts";
import type { AttributeSpec } from "../../graph/node-type.ts";

/** Either what the text says, or why it says nothing. */
export type Parsed = { readonly ok: true; readonly value: AttributeValue | undefined } | { readonly ok: false; readonly reason: string };

const meant = (value: AttributeValue | undefined): Parsed => ({ ok: true, value });
const refused = (reason: string): Parsed => ({ ok: false, reason });

const withoutSpaces = (text: string) => text.replace(/\s+/g, "");

function textOf(value: AttributeValue): string {
  return Array.isArray(value) ? `[${value.map(textOf).join(", ")}]` : String(value);
}

/** What the field shows; empty where nothing is set. */
export const shownText = (value: AttributeValue | null | undefined): string => (value === null || value === undefined ? "" : textOf(value));

/** Numbers are numbers; anything else is an expression, which the graph checks. */
function scalar(text: string): AttributeValue {
  const number = Number(text.replace("−", "-"));
  return Number.isFinite(number) ? number : text;
}

/** `3, 2`, `[3, 2]` or `3 × 2`. */
function sizes(text: string): Parsed {
  const parts = text
    .replace(/^\[|\]$/g, "")
    .split(/[,×x\s]+/)
    .filter(Boolean);
  return meant(parts.map(scalar));
}

/** A number, or nested lists in brackets: `[[1, 2], [3, 4]]`. */
function tensor(text: string): Parsed {
  if (!text.startsWith("[")) return meant(scalar(text));
  try {
    return meant(JSON.parse(text.replaceAll("−", "-")));
  } catch {
    return refused("rows in brackets, such as [1, 2] or [[1, 2], [3, 4]]");
  }
}

/** An empty field goes back to the default. */
export function parseAttribute(spec: AttributeSpec, text: string): Parsed {
  const trimmed = text.trim();
  if (spec.kind === "text") return meant(text);
  if (trimmed === "") return meant(undefined);
  switch (spec.kind) {
    case "number":
      return meant(scalar(trimmed));
    case "shape":
      return sizes(trimmed);
    case "tensor":
      return tensor(withoutSpaces(trimmed));
    default:
      return meant(trimmed);
  }
}
