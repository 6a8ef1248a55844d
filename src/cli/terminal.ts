// Where a command reads and writes. Results go to `out` only; errors, progress and remarks to `err`.

/** A stream of text; a returned promise is waited for, so that large results do not pile up in memory. */
export interface Sink {
  write(text: string): undefined | Promise<void>;
  readonly isTTY: boolean;
  /** Width, where it is a screen. */
  readonly columns: number;
}

export interface Terminal {
  readonly out: Sink;
  readonly err: Sink;
  /** Bytes of standard input. */
  readonly input: AsyncIterable<Uint8Array>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  return {
    write(text) {
      if (stream.write(text)) return undefined;
      return new Promise((resolve) => {
        stream.once("drain", resolve);
      });
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

/** Whoever reads may stop reading, as `head` does: that is no error. Anything else that a stream meets is one. */
function endOn(stream: NodeJS.WriteStream, name: string): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    if (stream === process.stdout) process.stderr.write(`${name}: cannot be written: ${error.message}\n`);
    process.exit(2);
  });
}

export function processTerminal(): Terminal {
  endOn(process.stdout, "standard output");
  endOn(process.stderr, "standard error");
  return { out: sinkOf(process.stdout), err: sinkOf(process.stderr), input: process.stdin, environment: process.env };
}
