// A search box with a list under it: arrows move in the list, Enter takes what is marked, and the first where nothing is.

import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Autocomplete, Header, Input, Menu, MenuItem, MenuSection, SearchField } from "react-aria-components";
import { Glyph } from "../canvas/figures/glyph.tsx";
import { Icon } from "../frame/icons.tsx";
import type { Choice, Section } from "./choices.ts";
import "./search-list.css";

interface SearchListProps {
  readonly label: string;
  readonly placeholder: string;
  /** What answers to a query, in order. */
  readonly sections: (query: string) => readonly Section[];
  readonly choose: (key: string) => void;
  /** Instead of the list, where nothing answers. */
  readonly nothing: (query: string) => ReactNode;
}

function Row({ choice, choose }: { readonly choice: Choice; readonly choose: (key: string) => void }) {
  return (
    <MenuItem id={choice.key} className="menu-item found" textValue={choice.title} onAction={() => choose(choice.key)}>
      <span className="found-glyph" aria-hidden="true">
        {choice.glyph && <Glyph tex={choice.glyph} />}
      </span>
      <span className="found-title">{choice.title}</span>
      {choice.hint && <span className="found-hint">{choice.hint}</span>}
    </MenuItem>
  );
}

/** The list hears letters of the box, too, and would let them travel on to the keys of the page. */
function keepLetters(event: KeyboardEvent): void {
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
}

/** The list and the box may both hear the Enter that takes an entry. */
function useOnce(choose: (key: string) => void): (key: string) => void {
  const taken = useRef(false);
  return (key) => {
    if (!taken.current) choose(key);
    taken.current = true;
  };
}

export function SearchList({ label, placeholder, sections, choose: take, nothing }: SearchListProps) {
  const [query, setQuery] = useState("");
  const choose = useOnce(take);
  const found = sections(query);
  const takeFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    const first = found[0]?.choices[0];
    if (event.key !== "Enter" || event.currentTarget.hasAttribute("aria-activedescendant") || !first) return;
    event.preventDefault();
    choose(first.key);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what passes by on its way to the page
    <div role="presentation" onKeyDown={keepLetters}>
      <Autocomplete inputValue={query} onInputChange={setQuery} disableAutoFocusFirst>
        <SearchField aria-label={label} className="search-box" autoFocus>
          <Icon name="find" />
          <Input placeholder={placeholder} data-testid="search-list" onKeyDown={takeFirst} autoComplete="off" spellCheck={false} />
        </SearchField>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
        <section className="search-results" tabIndex={0} aria-label="Found">
          <Menu className="menu" aria-label={label} renderEmptyState={() => <p className="dim nothing">{nothing(query)}</p>}>
            {found.map((section) => (
              <MenuSection key={section.title} id={section.title} aria-label={section.title}>
                <Header className="caption">{section.title}</Header>
                {section.choices.map((choice) => (
                  <Row key={choice.key} choice={choice} choose={choose} />
                ))}
              </MenuSection>
            ))}
          </Menu>
        </section>
      </Autocomplete>
    </div>
  );
}
