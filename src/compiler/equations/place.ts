// What is made and not read stands nowhere.

import type { At } from "./refuse.ts";

export const nowhere: At = { line: 1, column: 1 };
