// A port: ● vector ◆ scalar ■ matrix, grey while its shape is unknown; hollow where it is the same at all steps, a second outline where it differs per example.

import { Handle } from "@xyflow/react";
import { memo } from "react";
import { nameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { useEditor } from "../store/state.ts";
import type { PortAxes } from "../worker/protocol.ts";
import { POSITIONS } from "./handle.ts";
import { handleId, type PlacedPort } from "./port-layout.ts";

const form = (axes: PortAxes | undefined): string => {
  if (!axes) return "unknown";
  if (axes.shape.length === 1) return "vector";
  return axes.shape.length === 0 ? "scalar" : "matrix";
};

interface PortProps {
  readonly port: PlacedPort;
  /** Path of the node, for what the engine knows about the port. */
  readonly path: string;
  /** Cards write the port's letter beside it. */
  readonly labelled: boolean;
}

export const Port = memo(function Port({ port, path, labelled }: PortProps) {
  const axes = useEditor((state) => state.analysis?.ports[`${path}:${port.id}`]);
  const refused = useEditor(({ refusal }) => port.direction === "in" && refusal?.to.port === port.id && path.endsWith(refusal.to.node));
  const name = port.spec.symbol ?? port.id;
  const classes = [
    "port",
    form(axes),
    axes && !axes.time ? "steady" : "",
    axes?.batch ? "batched" : "",
    refused ? "refused" : "",
    port.spare ? "spare" : "",
  ];
  return (
    <Handle
      id={handleId(port.direction, port.id)}
      type={port.direction === "in" ? "target" : "source"}
      position={POSITIONS[port.side]}
      className={classes.filter(Boolean).join(" ")}
      style={{ left: port.x, top: port.y, right: "auto", bottom: "auto" }}
    >
      <i className="port-shape" />
      {labelled && name !== "value" && (
        <span className="port-name" data-side={port.side}>
          <Tex tex={nameTex(name)} />
        </span>
      )}
    </Handle>
  );
});
