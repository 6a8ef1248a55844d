// Problems that belong to one place of the open graph: a node, what lies inside it, one of its settings.

import type { ProblemData } from "../../base/errors.ts";
import type { EditorState } from "../store/state.ts";
import { isUnfinished } from "./unfinished.ts";

/** What is wrong at a node or, where it is a cell, inside it; what is merely not wired yet is left out. */
export function problemAtNode({ analysis }: EditorState, path: string): ProblemData | null {
  const isThere = (node: string | undefined) => node === path || node?.startsWith(`${path}.`);
  return analysis?.problems.find((problem) => isThere(problem.where?.node) && !isUnfinished(problem)) ?? null;
}

/** What is wrong with one of its settings: an expression is only worked out where it stands. */
export function problemAtSetting({ analysis }: EditorState, path: string, attribute: string): ProblemData | null {
  return analysis?.problems.find(({ where }) => where?.node === path && where.attribute === attribute) ?? null;
}

/** `affine "z": attribute units: got -3, expected a whole number of at least 1. Take the default.` */
export const sentencesOf = ({ message, remedy }: ProblemData): string =>
  remedy ? `${message}. ${remedy.charAt(0).toUpperCase()}${remedy.slice(1).replace(/\.$/, "")}.` : message;
