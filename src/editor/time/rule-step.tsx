// Inside an update rule, in the slider's place: of which training step and of which parameter the values are.

import type { ProblemData } from "../../base/errors.ts";
import { ruleAt } from "../store/selectors.ts";
import { setState, useEditor } from "../store/state.ts";
import type { InspectedRule } from "../worker/protocol.ts";

function ParameterPicker({ rule: { parameter, parameters } }: { readonly rule: InspectedRule }) {
  return (
    <label className="parameter-picker">
      <span>for parameter</span>
      <select
        className="field"
        value={parameter}
        data-testid="rule-parameter"
        onChange={(event) => setState({ parameter: event.target.value })}
      >
        {parameters.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** Training takes the gradient of a whole batch; the page shows one example at a time. */
function GradientNote({ rule: { clipped, ahead } }: { readonly rule: InspectedRule }) {
  const several = useEditor((state) => (state.inspection?.examples ?? 1) > 1);
  const example = useEditor((state) => state.inspection?.example ?? 0);
  const whose = several ? `the loss of example ${example + 1} alone, not of a batch` : "the loss";
  return (
    <p className="dim">
      g is the gradient of {whose}
      {ahead && ", taken at ahead"}
      {clipped && ", clipped as in training"}.
    </p>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const NoStep = ({ problem: { message, remedy } }: { readonly problem: ProblemData }) => (
  <p className="dim" data-testid="rule-problem">
    No numbers yet. {capital(message)}
    {remedy && `; ${remedy}`}.
  </p>
);

export function RuleStep() {
  const rule = useEditor(ruleAt);
  if (!rule) return <p className="dim">The next training step is being computed.</p>;
  if ("code" in rule) return <NoStep problem={rule} />;
  return (
    <div className="rule-step" data-testid="rule-step" data-step={rule.step}>
      <p>
        Values of the next training step, <i>k</i> = <b className="number">{rule.step}</b>
      </p>
      <ParameterPicker rule={rule} />
      <GradientNote rule={rule} />
    </div>
  );
}
