// "Did you mean": the known name that takes the fewest changes to get to.

/** Insertions, deletions, replacements and swaps of neighbours (Damerau 1964), up to `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [older, old]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(old![column]! + 1, next[column - 1]! + 1, old![column - 1]! + same);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, older![column - 2]! + 1);
      next.push(best);
    }
    [older, old] = [old!, next];
  }
  return old![b.length]!;
}

/** null where nothing is near enough to be meant. */
export function suggest(wanted: string, known: Iterable<string>): string | null {
  const most = wanted.length < 2 ? 0 : wanted.length < 6 ? 1 : 2;
  let best: string | null = null;
  let least = most + 1;
  for (const name of known) {
    const changes = name.toLowerCase() === wanted.toLowerCase() ? 0 : distance(wanted, name, most);
    if (changes >= least) continue;
    best = name;
    least = changes;
  }
  return best;
}

/** `did you mean "Wx"?`, or what to do instead. */
export function didYouMean(wanted: string, known: Iterable<string>, otherwise: string): string {
  const name = suggest(wanted, known);
  return name === null ? otherwise : `did you mean ${name}?`;
}
