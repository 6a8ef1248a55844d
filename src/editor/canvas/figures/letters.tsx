// The example as one letter a step, the present step in ink.

import { useStep } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";

/** One character a step, where the label has that form. */
export const useSymbols = (): readonly string[] | null => {
  const label = useEditor((state) => state.inspection?.label ?? null);
  const steps = useEditor((state) => state.inspection?.steps ?? null);
  const symbols = label === null ? [] : [...label];
  return steps !== null && symbols.length >= steps ? symbols.slice(0, steps) : null;
};

/** Beyond `most` letters there is no room for them; the place stays. */
export function Letters({ most }: { readonly most: number }) {
  const symbols = useSymbols();
  const step = useStep();
  if (!symbols || symbols.length > most) return <p className="letters" />;
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
