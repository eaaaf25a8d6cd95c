// Decides which partition a key belongs to: the same for whoever writes, for ever.
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a over the UTF-16 units, 32 bits, modulo `partitions`. Changing it would part a clear from its problem. */
export function partitionOf(key: string, partitions: number): number {
  if (partitions === 1) return 0;
  let hash = offsetBasis;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), prime);
  }
  return (hash >>> 0) % partitions;
}
