// The error function by its series with positive terms, erf x = 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!  (DLMF 7.6.2).

/** To about 1e-15; 1 to double precision from |x| = 6 on. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (Math.abs(x) >= 6) return Math.sign(x);
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  const value = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
  // rounding must not carry it past its limits
  return Math.max(-1, Math.min(1, value));
}
