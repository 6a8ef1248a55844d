// What all cards have: a head, and a sentence where a wire is missing.

import { nameTex } from "../../math/name.ts";
import { Tex } from "../../math/tex.tsx";
import { pathOf } from "../../store/scope.ts";
import { currentGraph } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";
import type { NodeData } from "../flow-model.ts";
import type { PlacedPort } from "../port-layout.ts";

/** The kind gives way where the title needs the whole line. */
export function CardHead({ title, kind }: { readonly title: string; readonly kind: string }) {
  return (
    <header>
      <b>{title}</b>
      <span className="dim">{kind}</span>
    </header>
  );
}

export const titleOf = ({ node, type }: NodeData): string => type?.title ?? node.type;

/** Names of the inputs that must be wired and are not; as one text, so that the card redraws only when it changes. */
export const useMissing = ({ node, ports }: NodeData): string =>
  useEditor((state) => {
    const { edges } = currentGraph(state);
    const needed = (port: PlacedPort) => port.direction === "in" && !port.spec.optional && !port.spec.parameter;
    const missing = ports.filter((port) => needed(port) && !edges[`${node.id}:${port.id}`]);
    return missing.map((port) => port.spec.symbol ?? port.id).join(" ");
  });

/**
 * Its inputs are wired, but what comes along them is not computed; nothing is said while the engine still reckons. The card of a loss has room
 * for the whole sentence.
 */
export function NoNumber({ data: { node, figure } }: { readonly data: NodeData }) {
  const answered = useEditor((state) => state.analysis !== null && state.inspection !== null);
  const problem = useEditor((state) => state.analysis?.problems.find(({ where }) => where?.node === pathOf(state.path, node.id)));
  if (!answered) return null;
  if (!problem) return <p className="dim">Waits for a node before it.</p>;
  return (
    <>
      <p className="misfit">Its inputs do not fit.</p>
      {figure === "loss" && <p className="misfit-message">{problem.message}</p>}
    </>
  );
}

/** `Waits for p and y.` */
export function Waiting({ missing }: { readonly missing: string }) {
  return (
    <p className="dim">
      Waits for{" "}
      {missing.split(" ").map((name, k) => (
        <span key={name}>
          {k > 0 && " and "}
          <Tex tex={nameTex(name)} spoken />
        </span>
      ))}
      .
    </p>
  );
}
