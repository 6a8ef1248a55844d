// --reproducible: the same numbers on every host, for the commands that compute on the fast backend.

import type { Arguments, Option } from "./command.ts";

export const reproducibleOption: Option = {
  name: "reproducible",
  summary: "the same numbers on every host: without relaxed SIMD, which is faster where a host has it",
};

export const isReproducible = ({ options }: Arguments): boolean => options.has(reproducibleOption.name);
