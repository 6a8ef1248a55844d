export function isNodeFit(version: string, range: string): boolean;
