// What a machine cannot hold is no defect of the program.

/** Whether the host has refused an array or a text for its size: Chromium and Node, Firefox, Safari. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof RangeError && /allocation failed|out of memory|invalid (typed )?array length|invalid string length/i.test(error.message);
