// A binary heap of whole numbers by cost, on flat arrays that are kept from search to search.

export class Heap {
  private costs = new Float64Array(1024);
  private items = new Int32Array(1024);
  private size = 0;

  clear(): void {
    this.size = 0;
  }

  push(cost: number, item: number): void {
    if (this.size === this.costs.length) this.grow();
    let k = this.size++;
    while (k > 0) {
      const parent = (k - 1) >> 1;
      if (this.costs[parent]! <= cost) break;
      this.set(k, parent);
      k = parent;
    }
    this.costs[k] = cost;
    this.items[k] = item;
  }

  /** The cheapest; -1 when there is none. */
  pop(): number {
    if (this.size === 0) return -1;
    const top = this.items[0]!;
    const last = --this.size;
    if (last > 0) this.sink(this.costs[last]!, this.items[last]!);
    return top;
  }

  private sink(cost: number, item: number): void {
    let k = 0;
    for (let child = 1; child < this.size; child = 2 * k + 1) {
      if (child + 1 < this.size && this.costs[child + 1]! < this.costs[child]!) child++;
      if (this.costs[child]! >= cost) break;
      this.set(k, child);
      k = child;
    }
    this.costs[k] = cost;
    this.items[k] = item;
  }

  private set(to: number, from: number): void {
    this.costs[to] = this.costs[from]!;
    this.items[to] = this.items[from]!;
  }

  private grow(): void {
    const [costs, items] = [this.costs, this.items];
    this.costs = new Float64Array(2 * costs.length);
    this.items = new Int32Array(2 * items.length);
    this.costs.set(costs);
    this.items.set(items);
  }
}
