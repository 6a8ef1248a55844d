// How many places a kernel takes along an axis, and the zeros that padding "same" puts around it.

export type Padding = "valid" | "same";

/** Places of a kernel of `size` every `stride` elements of an axis of `extent`; 0 or less where it does not fit. */
export const placesAlong = (extent: number, size: number, stride: number, padding: Padding): number =>
  padding === "same" ? Math.ceil(extent / stride) : Math.floor((extent - size) / stride) + 1;

/** Zeros before and after an axis, so that there are ⌈extent / stride⌉ places; an odd one goes to the end. */
export function zerosAround(extent: number, size: number, stride: number): { readonly before: number; readonly after: number } {
  const places = placesAlong(extent, size, stride, "same");
  const zeros = Math.max((places - 1) * stride + size - extent, 0);
  return { before: Math.floor(zeros / 2), after: Math.ceil(zeros / 2) };
}
