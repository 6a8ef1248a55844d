// Ctrl-C asks training to stop behind the running epoch; a second one, a moment later, ends the program at once.

export interface Interrupt {
  readonly wanted: boolean;
  /** From here on Ctrl-C ends the program again. */
  release(): void;
}

/** One key press can arrive twice: from the terminal, and from a parent that passes it on. */
const ONE_PRESS = 500;

export function watchInterrupt(): Interrupt {
  let first: number | null = null;
  const onSignal = () => {
    first ??= performance.now();
    if (performance.now() - first > ONE_PRESS) process.exit(130);
  };
  process.on("SIGINT", onSignal);
  return {
    get wanted() {
      return first !== null;
    },
    release() {
      process.off("SIGINT", onSignal);
    },
  };
}
