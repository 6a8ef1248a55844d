// The example as one symbol a step, the present step in ink.

import { useShallow } from "zustand/react/shallow";
import { useStep } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";

/** What the example is at each step: a word or a letter of its data's vocabulary, else one character of its label, where that has the form. */
export const useSymbols = (): readonly string[] | null => {
  const given = useEditor(useShallow((state) => state.inspection?.symbols ?? null));
  const label = useEditor((state) => state.inspection?.label ?? null);
  const steps = useEditor((state) => state.inspection?.steps ?? null);
  const symbols = given ?? (label === null ? [] : [...label]);
  return steps !== null && symbols.length >= steps ? symbols.slice(0, steps) : null;
};

/** Places of equal width, each for the longest. */
const widthOf = (symbols: readonly string[]): number => symbols.length * Math.max(...symbols.map(({ length }) => length));

/** Beyond a width of `most` letters there is no room for them; the place stays. */
export function Letters({ most }: { readonly most: number }) {
  const symbols = useSymbols();
  const step = useStep();
  if (!symbols || widthOf(symbols) > most) return <p className="letters" />;
  return (
    <p className="letters" aria-hidden="true">
      {symbols.map((symbol, t) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <span key={t} className={t === step ? "now" : ""}>
          {symbol}
        </span>
      ))}
    </p>
  );
}
