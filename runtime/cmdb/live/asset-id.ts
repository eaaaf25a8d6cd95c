// The id of a CI that another system numbers: its own type and number, so that a renamed CI stays the same.

/** `Computer`, 12 → `computer-12`. */
export function assetId(type: string, number: string | number): string {
  return `${type.toLowerCase()}-${String(number)}`;
}
