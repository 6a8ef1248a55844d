// The lens, in the middle of the top bar: what pictures and wires show, and of which loss the gradient is.

import { useEffect } from "react";
import { Button, Label, ListBox, ListBoxItem, Popover, Radio, RadioGroup, Select, SelectValue } from "react-aria-components";
import { tinykeys } from "tinykeys";
import { Icon } from "../frame/icons.tsx";
import { isUpdateRule } from "../store/scope.ts";
import { type Lens, setState, useEditor } from "../store/state.ts";
import "./lens.css";

const LENSES: readonly { readonly id: Lens; readonly title: string; readonly key: string }[] = [
  { id: "value", title: "Value", key: "1" },
  { id: "gradient", title: "Gradient", key: "2" },
  { id: "both", title: "Both", key: "3" },
];

const isLens = (value: string): value is Lens => LENSES.some(({ id }) => id === value);

const show = (lens: string): void => {
  if (isLens(lens)) setState({ lens });
};

const isWritten = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input:not([type=radio]), textarea, select, [contenteditable]") !== null;

/** 1, 2 and 3, wherever no text is being written. */
function useLensKeys(): void {
  useEffect(() => {
    const choose = (lens: Lens) => (event: KeyboardEvent) => {
      if (!isWritten(event.target)) show(lens);
    };
    return tinykeys(window, Object.fromEntries(LENSES.map(({ id, key }) => [key, choose(id)])));
  }, []);
}

/** Gradients are of the whole loss; its value at one step alone comes with the unrolled view. */
const LOSSES = [{ id: "all", title: "loss, all steps" }] as const;

function LossChoice() {
  const hasLoss = useEditor((state) => (state.inspection?.loss ?? null) !== null);
  if (!hasLoss) return <span className="dim">a loss, once there is one</span>;
  return (
    <Select aria-label="Loss" defaultValue="all" className="loss-choice">
      <Button className="button outlined" data-testid="lens-loss">
        <SelectValue />
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox className="menu" items={LOSSES}>
          {({ id, title }) => (
            <ListBoxItem id={id} className="menu-item">
              {title}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

export function LensControl() {
  const lens = useEditor((state) => state.lens);
  const inRule = useEditor(isUpdateRule);
  useLensKeys();
  return (
    <div className="lens" data-testid="lens">
      <RadioGroup className="lens-group" orientation="horizontal" value={lens} onChange={show}>
        <Label className="dim">Lens</Label>
        <div className="segments">
          {LENSES.map(({ id, title, key }) => (
            <Radio key={id} value={id} className="segment" data-testid={`lens-${id}`} aria-keyshortcuts={key}>
              {title}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      {lens !== "value" && !inRule && (
        <div className="lens-of">
          <span className="dim">of</span>
          <LossChoice />
        </div>
      )}
    </div>
  );
}
