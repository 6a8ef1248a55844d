// Names as papers print them: `C_tilde` has its tilde, `W_f` its index, `mu` and `μ` are the letter, `h0` is h with index 0.

const letters =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega " +
  "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";

const words: ReadonlyMap<string, string> = new Map([
  ...letters.split(" ").map((letter): [string, string] => [letter, `\\${letter}`]),
  ["eps", "\\varepsilon"],
  ["loss", "\\mathcal{L}"],
]);

const signs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    α: "alpha",
    β: "beta",
    γ: "gamma",
    δ: "delta",
    ε: "varepsilon",
    ζ: "zeta",
    η: "eta",
    θ: "theta",
    ι: "iota",
    κ: "kappa",
    λ: "lambda",
    μ: "mu",
    ν: "nu",
    ξ: "xi",
    π: "pi",
    ρ: "rho",
    ς: "varsigma",
    σ: "sigma",
    τ: "tau",
    υ: "upsilon",
    φ: "varphi",
    χ: "chi",
    ψ: "psi",
    ω: "omega",
    ϑ: "vartheta",
    ϕ: "phi",
    ϖ: "varpi",
    ϱ: "varrho",
    ϵ: "epsilon",
    Γ: "Gamma",
    Δ: "Delta",
    Θ: "Theta",
    Λ: "Lambda",
    Ξ: "Xi",
    Π: "Pi",
    Σ: "Sigma",
    Υ: "Upsilon",
    Φ: "Phi",
    Ψ: "Psi",
    Ω: "Omega",
  }).map(([sign, name]) => [sign, `\\${name}`]),
);

const accents: ReadonlyMap<string, string> = new Map(["tilde", "hat", "bar", "dot"].map((accent) => [accent, `\\${accent}`]));

function word(text: string): string {
  if (text === "") return "\\_";
  const known = words.get(text) ?? signs.get(text);
  if (known !== undefined) return known;
  if (/^[A-Za-z]$/.test(text)) return text;
  if (/^[A-Za-z]+$/.test(text)) return `\\mathit{${text}}`;
  const signed = [...text].map((letter) => signs.get(letter) ?? (/^[A-Za-z0-9]$/.test(letter) ? letter : `\\text{${letter}}`));
  return signed.join(" ");
}

/** `x12` is x with index 12. */
function headOf(text: string): { base: string; index: readonly string[] } {
  const [, base = text, digits = ""] = /^(\D+)(\d*)$/.exec(text) ?? [];
  return { base: word(base), index: digits === "" ? [] : [digits] };
}

/** `step` is a further index: `t-1`. */
export function texOfName(name: string, step: string | null = null): string {
  // a name of underscores alone
  const [head = "", ...rest] = name.replaceAll("$", "_").split("_").filter(Boolean);
  const { base, index } = headOf(head);
  const accent = accents.get(rest[0] ?? "");
  const letter = accent === undefined ? base : `${accent}{${base}}`;
  const named = (accent === undefined ? rest : rest.slice(1)).map((part) => (/^\d+$/.test(part) ? part : word(part)));
  const indices = [...index, ...named, ...(step === null ? [] : [step])];
  return indices.length === 0 ? letter : `${letter}_{${indices.join(",")}}`;
}
