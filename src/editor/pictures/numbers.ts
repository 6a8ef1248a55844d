// How numbers are written: two digits on the canvas, `3.1e−5` outside 0.01 ... 999, a real minus sign.

const MINUS = "−";
const withMinus = (text: string): string => text.replaceAll("-", MINUS);

function scientific(x: number, decimals: number): string {
  const [mantissa, exponent] = x.toExponential(decimals).split("e");
  return withMinus(`${mantissa}e${Number(exponent)}`);
}

/** A number that must stay short. */
export function short(x: number): string {
  if (x === 0) return "0";
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "NaN" : x > 0 ? "∞" : `${MINUS}∞`;
  const magnitude = Math.abs(x);
  if (magnitude < 0.01 || magnitude >= 999.5) return scientific(x, 1);
  if (magnitude >= 99.5 || Number.isInteger(x)) return withMinus(String(Math.round(x)));
  return withMinus(x.toPrecision(2));
}

/** A number in a table: six significant digits. */
export function readable(x: number): string {
  if (x === 0) return "0";
  if (!Number.isFinite(x)) return short(x);
  const magnitude = Math.abs(x);
  if (magnitude < 1e-4 || magnitude >= 1e6) return scientific(x, 4).replace(/\.?0+e/, "e");
  return withMinus(String(Number(x.toPrecision(6))));
}

/** A read-out that changes many times a second: three digits, so that it keeps its width; counts are whole. */
export function readout(x: number): string {
  const magnitude = Math.abs(x);
  if (!Number.isFinite(x) || x === 0) return short(x);
  if (Number.isInteger(x) && magnitude < 1e4) return withMinus(String(x));
  if (magnitude < 1e-3 || magnitude >= 1e4) return scientific(x, 2);
  return withMinus(magnitude >= 100 ? x.toFixed(1) : x.toPrecision(3));
}

/** `1 h 5 min`, `6.6 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
