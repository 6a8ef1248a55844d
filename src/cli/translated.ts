// The code of a command, translated while it is read.

import { setFlagsFromString } from "node:v8";

/**
 * V8 translates a function when it is called for the first time, and what comes before a first training step is little else than first
 * calls: half of its time was that. To translate all of it while it is read takes no longer, as it is then parsed once and not twice.
 * https://v8.dev/blog/preparser, https://v8.dev/blog/sparkplug
 */
export async function translated<T>(load: () => Promise<T>): Promise<T> {
  for (const flag of ["--no-lazy", "--always-sparkplug"]) setFlagsFromString(flag);
  try {
    return await load();
  } finally {
    for (const flag of ["--lazy", "--no-always-sparkplug"]) setFlagsFromString(flag);
  }
}
