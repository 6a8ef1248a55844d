// A field for lines of code: a text area, and under it the same text with marks. Both have the same letters in the same places.

import { type KeyboardEvent, type RefObject, type SyntheticEvent, useLayoutEffect, useRef } from "react";
import { lineAt, linesOf, spansOf } from "./lines.ts";

interface CodeFieldProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** Before, nothing can be typed. */
  readonly ready: boolean;
  readonly placeholder: string;
  /** Lines, from 0, of what is selected on the canvas. */
  readonly marked: ReadonlySet<number>;
  /** From 1. */
  readonly wrong: { readonly line: number; readonly column: number } | null;
  /** Element that tells the error. */
  readonly errorId: string;
  readonly onType: (text: string) => void;
  readonly onFocus: () => void;
  readonly onLeave: () => void;
  /** The caret was put into a line, from 0. */
  readonly onVisit: (line: number) => void;
}

interface LineProps {
  readonly text: string;
  readonly number: number;
  readonly marked: boolean;
  readonly column: number | null;
}

function Line({ text, number, marked, column }: LineProps) {
  const state = [marked && "marked", column !== null && "has-error"].filter(Boolean).join(" ");
  return (
    <div className={`code-line ${state}`} data-testid={marked ? "marked-line" : undefined} data-line={number}>
      <i className="code-number">{number}</i>
      <span className="code-text">
        {spansOf(text, column).map(({ text: part, kind }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no names
          <span key={index} className={kind} data-testid={kind === "wrong" ? "wrong-part" : undefined}>
            {part}
          </span>
        ))}
        {"\u200b"}
      </span>
    </div>
  );
}

const CARET_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

/** A caret that a person puts somewhere; one that moves by typing visits nothing. */
function useVisits(field: RefObject<HTMLTextAreaElement | null>, onVisit: (line: number) => void) {
  const visit = () => {
    const area = field.current;
    if (area && area.selectionStart === area.selectionEnd) onVisit(lineAt(area.value, area.selectionStart));
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (CARET_KEYS.has(event.key) && !event.shiftKey) visit();
  };
  return { onClick: visit, onKeyUp };
}

/** A text that is written anew under the caret leaves the caret where it is. */
function useCaret(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  const place = useRef({ text, at: 0 });
  useLayoutEffect(() => {
    const area = field.current;
    if (!area || place.current.text === text) return;
    place.current = { ...place.current, text };
    if (document.activeElement === area) area.setSelectionRange(place.current.at, place.current.at);
  }, [field, text]);
  return {
    typed: (next: string) => {
      place.current.text = next;
    },
    onSelect: ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
      if (currentTarget.value === place.current.text) place.current.at = currentTarget.selectionStart;
    },
  };
}

export function CodeField({
  id,
  label,
  text,
  ready,
  placeholder,
  marked,
  wrong,
  errorId,
  onType,
  onFocus,
  onLeave,
  onVisit,
}: CodeFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const visits = useVisits(field, onVisit);
  const caret = useCaret(field, text);
  const onInput = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    caret.typed(currentTarget.value);
    onType(currentTarget.value);
  };
  return (
    <div className="code-field">
      <div className="code-sheet">
        <div className="code-layer" aria-hidden="true">
          {linesOf(text).map((line, index) => {
            const column = wrong?.line === index + 1 ? wrong.column : null;
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            return <Line key={index} text={line} number={index + 1} marked={marked.has(index)} column={column} />;
          })}
        </div>
        <textarea
          ref={field}
          id={id}
          data-testid="equations-text"
          aria-label={label}
          aria-invalid={wrong !== null}
          aria-describedby={wrong ? errorId : undefined}
          value={text}
          readOnly={!ready}
          placeholder={placeholder}
          onChange={onInput}
          onFocus={onFocus}
          onBlur={onLeave}
          onSelect={caret.onSelect}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          wrap="off"
          {...visits}
        />
      </div>
    </div>
  );
}
