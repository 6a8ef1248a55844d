// Which names a statement may define.

import { isId } from "../../graph/schema.ts";
import { isNamePart, isNameStart, longestName } from "./characters.ts";
import { isParserWord } from "./line-check.ts";
import { type At, quote, refuse } from "./refuse.ts";

const isReserved = (name: string): boolean => name === "t" || name === "T";

export function checkNewName(name: string, at: At): void {
  if (isReserved(name)) {
    refuse(at, {
      code: "bad-name",
      message: `${quote(name)} is reserved: t is the step and T the last one, as in h[t-1] and h[T]`,
      got: name,
      remedy: "choose another name",
    });
  }
  if (!isId(name)) refuse(at, { code: "bad-name", message: `${quote(name)} cannot be a name`, got: name, remedy: "choose another name" });
}

/** True where a line may begin with `name =`. */
export function isEquationName(name: string): boolean {
  const [first = "", ...rest] = name;
  const letters = isNameStart(first) && rest.every(isNamePart);
  const words = name === "true" || name === "false" || isParserWord(name) || isReserved(name);
  return letters && !words && name.length <= longestName && isId(name);
}
