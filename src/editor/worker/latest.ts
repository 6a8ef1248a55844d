// Runs one thing at a time and, of what was asked for meanwhile, only the last: the page never queues up stale work.

export function latest<T>(run: (wanted: T) => Promise<void>): (wanted: T) => void {
  let busy = false;
  let next: { readonly wanted: T } | null = null;
  const pump = async () => {
    busy = true;
    while (next) {
      const { wanted } = next;
      next = null;
      await run(wanted);
    }
    busy = false;
  };
  return (wanted) => {
    next = { wanted };
    if (!busy) void pump();
  };
}
