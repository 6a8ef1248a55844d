// Light or dark: what the person chose last, else what the system says. Stands as `data-theme` on the root element.

import { create } from "zustand";

export type Theme = "light" | "dark";

const KEY = "gradwire.theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const systemTheme = (): Theme => (system.matches ? "dark" : "light");

/** Storage may be forbidden (private windows, sandboxed frames); the choice then lasts as long as the page. */
function storedTheme(): Theme | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : null;
  } catch {
    return null;
  }
}

function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See storedTheme.
  }
}

export const useTheme = create<{ theme: Theme }>(() => ({ theme: storedTheme() ?? systemTheme() }));

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

show(useTheme.getState().theme);
useTheme.subscribe(({ theme }) => show(theme));
system.addEventListener("change", () => {
  if (!storedTheme()) useTheme.setState({ theme: systemTheme() });
});

export function toggleTheme(): void {
  const theme = useTheme.getState().theme === "dark" ? "light" : "dark";
  storeTheme(theme);
  useTheme.setState({ theme });
}
