// Far, mid, near: how much of a node is drawn. Pictures and numbers that could not be read are left out.

export type ZoomLevel = "far" | "mid" | "near";

export const zoomLevel = (zoom: number): ZoomLevel => (zoom < 0.5 ? "far" : zoom <= 0.85 ? "mid" : "near");
