// Title of the document and the cells looked into; a click goes back. The title can be changed where it stands.

import { type KeyboardEvent, useState } from "react";
import { perform } from "../store/edit.ts";
import { useEditor } from "../store/state.ts";
import { moveTo } from "../store/view.ts";

function TitleField({ title }: { readonly title: string }) {
  const [text, setText] = useState(title);
  const commit = () => {
    const next = text.trim();
    if (next === title) return;
    if (next === "" || !perform({ kind: "setDocumentInfo", info: { title: next } })) setText(title);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape") setText(title);
    if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
  };
  return (
    <input
      className="crumb here"
      aria-label="Title of the graph"
      data-testid="title"
      size={Math.max(8, text.length)}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}

export function Breadcrumbs() {
  const title = useEditor((state) => state.document.title);
  const path = useEditor((state) => state.path);
  if (path.length === 0) return <TitleField key={title} title={title} />;
  const last = path.length - 1;
  return (
    <nav className="crumbs" aria-label="Place in the graph">
      <button type="button" className="crumb" data-testid="crumb-top" onClick={() => moveTo([])}>
        {title}
      </button>
      {path.map((id, depth) => (
        <span key={path.slice(0, depth + 1).join(".")}>
          <span className="dim" aria-hidden="true">
            /
          </span>
          {depth === last ? (
            <b className="crumb here" aria-current="page">
              {id}
            </b>
          ) : (
            <button type="button" className="crumb" onClick={() => moveTo(path.slice(0, depth + 1))}>
              {id}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}
