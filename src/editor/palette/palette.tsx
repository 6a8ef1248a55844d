// All node types, to drag onto the canvas or to add in the middle of it. `/` goes to the search box, arrow down from there to the list.

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type FocusEvent, type KeyboardEvent, useCallback, useDeferredValue, useMemo, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { Icon } from "../frame/icons.tsx";
import { addEntryNear } from "../store/changes.ts";
import { useEditor } from "../store/state.ts";
import { type Entry, entries } from "./entries.ts";
import { stopPeeking, toggleFolded, useFolded, useFolding } from "./folding.ts";
import { type Group, groups, search } from "./groups.ts";
import { PaletteItem } from "./palette-item.tsx";
import { Rail } from "./rail.tsx";
import { enterList, useRovingStop } from "./roving.ts";
import "./palette.css";

/** Adds where a person looks: in the middle of the canvas. */
function useAddAtCentre(): (key: string) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (key: string) => {
      const box = store.getState().domNode?.getBoundingClientRect();
      if (!box) return;
      addEntryNear(key, flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
    },
    [flow, store],
  );
}

function GroupList({ group, add }: { readonly group: Group; readonly add: (key: string) => void }) {
  return (
    <section className="palette-group" aria-label={group.title}>
      <h2 className="caption">{group.title}</h2>
      <div className={group.form}>
        {group.entries.map((entry) => (
          <PaletteItem key={entry.key} entry={entry} form={group.form} add={add} />
        ))}
      </div>
    </section>
  );
}

function giveUp(field: HTMLElement): void {
  field.blur();
  stopPeeking();
}

interface SearchBoxProps {
  readonly count: number;
  readonly query: string;
  readonly setQuery: (query: string) => void;
  readonly addFirst: () => void;
}

function SearchBox({ count, query, setQuery, addFirst }: SearchBoxProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") addFirst();
    else if (event.key === "ArrowDown") enterList(event.currentTarget);
    else if (event.key === "Escape") query ? setQuery("") : giveUp(event.currentTarget);
    else return;
    event.preventDefault();
  };
  return (
    <label className="palette-search">
      <Icon name="find" />
      <input
        id="palette-search"
        type="search"
        aria-label="Search nodes"
        autoComplete="off"
        placeholder={`${count} nodes`}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <kbd>/</kbd>
    </label>
  );
}

const found = (all: readonly Entry[], query: string): { list: readonly Group[]; first: Entry | undefined } => {
  if (query.trim() === "") return { list: groups(all), first: undefined };
  const hits = search(all, query);
  return { list: hits.length > 0 ? [{ title: "Found", form: "rows", entries: hits }] : [], first: hits[0] };
};

function FoldButton() {
  const folded = useFolded();
  const name = folded ? "Keep the palette open" : "Fold the palette";
  return (
    <button type="button" className="button icon" aria-label={name} title={`${name} (P)`} data-testid="fold" onClick={toggleFolded}>
      <Icon name="fold" />
    </button>
  );
}

/** A palette that was opened from the rail closes when the focus goes elsewhere. */
function leave({ currentTarget, relatedTarget }: FocusEvent): void {
  if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) stopPeeking();
}

export function Palette() {
  const folded = useFolded();
  const peeking = useFolding((state) => state.peeking);
  return (
    <>
      {folded && <Rail />}
      {(!folded || peeking) && <FullPalette over={folded} />}
    </>
  );
}

function FullPalette({ over }: { readonly over: boolean }) {
  const [query, setQuery] = useState("");
  const shown = useDeferredValue(query);
  const cells = useEditor(useShallow((state) => Object.keys(state.document.cells)));
  const all = useMemo(() => entries(cells), [cells]);
  const { list } = useMemo(() => found(all, shown), [all, shown]);
  const roving = useRovingStop(list);
  const add = useAddAtCentre();
  const addFirst = () => {
    const { first } = found(all, query);
    if (first) add(first.key);
  };
  return (
    <nav className={over ? "palette over" : "palette"} aria-label="Palette" tabIndex={-1} onBlur={over ? leave : undefined}>
      <div className="palette-head">
        <SearchBox count={all.length} query={query} setQuery={setQuery} addFirst={addFirst} />
        <FoldButton />
      </div>
      <div className="palette-list" {...roving}>
        {list.map((group) => (
          <GroupList key={group.title} group={group} add={add} />
        ))}
        {list.length === 0 && <p className="dim">No node answers to “{shown.trim()}”.</p>}
      </div>
    </nav>
  );
}
