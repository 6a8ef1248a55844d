// What a drag from the palette carries: the key of an entry.

const FORMAT = "application/x-gradwire-entry";

export function carry(transfer: DataTransfer, key: string): void {
  transfer.setData(FORMAT, key);
  transfer.effectAllowed = "copy";
}

export const carriesEntry = (transfer: DataTransfer): boolean => transfer.types.includes(FORMAT);

/** Browsers tell it at the drop only; "" before. */
export const carriedKey = (transfer: DataTransfer): string => transfer.getData(FORMAT);
