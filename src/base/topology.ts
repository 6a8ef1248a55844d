// Strongly connected components and topological order (Tarjan 1972), without recursion, so that a graph's depth is no limit.

/**
 * Components in topological order: a component comes after those it depends on. Inside one, order says nothing.
 * @param dependencies what each of `nodes` depends on; names outside `nodes` are ignored
 */
export function components<N>(nodes: readonly N[], dependencies: (node: N) => Iterable<N>): N[][] {
  const search = new Search(new Set(nodes), dependencies);
  for (const node of nodes) search.from(node);
  return search.found;
}

/** A cycle along dependencies, `[a, b, c]` with a depending on b on c on a; null where there is none. */
export function findCycle<N>(nodes: readonly N[], dependencies: (node: N) => Iterable<N>): N[] | null {
  for (const component of components(nodes, dependencies)) {
    const members = new Set(component);
    const start = component[0]!;
    if (component.length > 1 || [...dependencies(start)].includes(start)) return shortestCycle(start, members, dependencies);
  }
  return null;
}

function shortestCycle<N>(start: N, members: ReadonlySet<N>, dependencies: (node: N) => Iterable<N>): N[] {
  const reachedFrom = new Map<N, N>();
  const queue = [start];
  for (const node of queue) {
    for (const next of dependencies(node)) {
      if (next === start) return pathTo(node, start, reachedFrom);
      if (!members.has(next) || reachedFrom.has(next)) continue;
      reachedFrom.set(next, node);
      queue.push(next);
    }
  }
  return [start];
}

function pathTo<N>(end: N, start: N, reachedFrom: ReadonlyMap<N, N>): N[] {
  const path = [end];
  while (path[0] !== start) path.unshift(reachedFrom.get(path[0]!)!);
  return path;
}

/** One open visit: a node and what is left of its dependencies. */
interface Visit<N> {
  readonly node: N;
  readonly rest: Iterator<N>;
}

class Search<N> {
  readonly found: N[][] = [];
  private readonly index = new Map<N, number>();
  private readonly low = new Map<N, number>();
  private readonly stack: N[] = [];
  private readonly onStack = new Set<N>();

  constructor(
    private readonly nodes: ReadonlySet<N>,
    private readonly dependencies: (node: N) => Iterable<N>,
  ) {}

  from(root: N): void {
    if (this.index.has(root)) return;
    const visits = [this.open(root)];
    while (visits.length > 0) {
      const { node, rest } = visits.at(-1)!;
      const next = rest.next();
      if (next.done) {
        visits.pop();
        this.close(node, visits.at(-1)?.node);
      } else if (!this.nodes.has(next.value)) {
        // a dependency outside the set
      } else if (!this.index.has(next.value)) {
        visits.push(this.open(next.value));
      } else if (this.onStack.has(next.value)) {
        this.lower(node, this.index.get(next.value)!);
      }
    }
  }

  private open(node: N): Visit<N> {
    this.index.set(node, this.index.size);
    this.low.set(node, this.index.get(node)!);
    this.stack.push(node);
    this.onStack.add(node);
    return { node, rest: this.dependencies(node)[Symbol.iterator]() };
  }

  private lower(node: N, reach: number): void {
    this.low.set(node, Math.min(this.low.get(node)!, reach));
  }

  private close(node: N, parent: N | undefined): void {
    if (parent !== undefined) this.lower(parent, this.low.get(node)!);
    if (this.low.get(node) !== this.index.get(node)) return;
    const component: N[] = [];
    for (let member = this.stack.pop(); member !== undefined; member = this.stack.pop()) {
      this.onStack.delete(member);
      component.push(member);
      if (member === node) break;
    }
    this.found.push(component);
  }
}
