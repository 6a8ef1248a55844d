// The icons of bars and buttons: 16 px, one stroke.

const PATHS = {
  undo: "M6 4 3 7l3 3M3 7h6a4 4 0 0 1 0 7H7",
  redo: "M10 4l3 3-3 3M13 7H7a4 4 0 0 0 0 7h2",
  find: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.5 10.5 14 14",
  theme: "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
  file: "M4 1.5h5l3.5 3.5v9.5h-8.5zM9 1.5V5h3.5",
  open: "M1.5 13V3.5h4.5l1.5 2h6V8M1.5 13l2.5-5h11l-2.5 5z",
  save: "M8 2v8M5 7l3 3 3-3M3 10v4h10v-4",
  examples: "M2 2.5h5v4.5h-5zM9 2.5h5v4.5h-5zM2 9h5v4.5h-5zM9 9h5v4.5h-5z",
  pause: "M5.5 3v10M10.5 3v10",
  play: "M5 3l8 5-8 5z",
  previous: "M11 3 5 8l6 5zM4 3v10",
  next: "M5 3l6 5-6 5zM12 3v10",
  reset: "M3 8a5 5 0 1 0 2-4M3 2v3h3",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  menu: "M2 4h12M2 8h12M2 12h12",
  fold: "M2 3h12v10H2zM6 3v10M11 6 9 8l2 2",
  dock: "M2 3h12v10H2zM10 3v10",
  equations: "M3 6h10M3 10h10",
  problems: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 5v4M8 11v.2",
  warning: "M8 1.5 14.5 13.5h-13zM8 6v4M8 11.9v.2",
  close: "M4 4l8 8M12 4l-8 8",
  down: "M4 6l4 4 4-4",
  remove: "M3 4.5h10M6 4.5V2.5h4v2M4.5 4.5l.5 9h6l.5-9",
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon-shape" viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

/** A wire that returns through a node: the product's mark. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="1.75" aria-hidden="true">
    <path d="M7 14H3V9a3 3 0 0 1 3-3h7M13 14h4" />
    <circle cx="10" cy="14" r="3" />
    <path d="M13 3l4 3-4 3z" fill="currentColor" stroke="none" />
  </svg>
);
