// The backend in the training panel: which one it is where it is not the fast one, the way back, and the offer where the fast one refuses.

import { useEditor } from "../store/state.ts";
import { computeIn, trainOnReference } from "./actions.ts";
import { offersReference, slowness } from "./backend.ts";

interface ReferenceOfferProps {
  readonly words: string;
  readonly testid: string;
}

/** Also under Problems: whoever reads why finds the way out there. */
export const ReferenceOffer = ({ words, testid }: ReferenceOfferProps) => (
  <button
    type="button"
    className="button outlined"
    data-testid={testid}
    title="Train on the reference backend: weights and optimizer go on, in f64; slower"
    onClick={() => void trainOnReference()}
  >
    {words}
  </button>
);

const WayBack = () => (
  <button
    type="button"
    className="button outlined"
    data-testid="fast-backend"
    aria-label="Fast backend"
    title="Back to the fast backend: weights and optimizer go on, in f32"
    onClick={() => void computeIn("f32")}
  >
    Fast
  </button>
);

export function BackendLine() {
  const report = useEditor((state) => state.report);
  if (!report) return null;
  if (offersReference(report)) return <ReferenceOffer words="Use the reference backend" testid="panel-reference" />;
  const words = slowness(report);
  if (words === null) return null;
  return (
    <div className="backend">
      <p className="dim" data-testid="backend">
        {words}
      </p>
      {report.precision === "f64" && <WayBack />}
    </div>
  );
}
