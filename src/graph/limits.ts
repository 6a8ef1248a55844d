// What a document may weigh. A file from a stranger is checked against these before anything costs time or memory.

export const limits = {
  /** UTF-8 bytes of a file. */
  fileBytes: 32 * 1024 * 1024,
  /** Objects and lists inside each other, in a file. */
  nesting: 64,
  /** Fields of one object, so that a bad file cannot ask for a million complaints. */
  keysPerObject: 1_000,
  /** Objects and lists in a file. */
  containers: 2_000_000,
  /** Nodes of a document, its cells included; each instance of a cell counts once here. */
  nodes: 20_000,
  edges: 60_000,
  cells: 500,
  cellAttributes: 100,
  /** Input ports, or output ports, of one cell. */
  cellPorts: 256,
  /** Nodes after every instance has been replaced by the cell's own nodes. */
  expandedNodes: 100_000,
  /** Numbers written out in one attribute. */
  tensorElements: 1_000_000,
  /** Product of the sizes in a shape attribute. */
  shapeElements: 2 ** 27,
  /** Axes of a shape or of a written-out tensor. */
  rank: 8,
  /** Characters of a title, a description or a text attribute. */
  textLength: 1_000_000,
  /** Characters of an id. */
  idLength: 64,
  /** Characters of an expression; the parser recurses, so this also bounds its stack. */
  expressionLength: 200,
  /** Corners of one hand-laid wire. */
  routeCorners: 200,
  /** Steps that undo remembers. */
  historyEntries: 500,
} as const;
