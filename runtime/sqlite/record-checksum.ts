// The checksum of one stored record: over its place, its time and its line.
import { crc32 } from 'node:zlib';

export function recordChecksum(offset: number, receivedAt: number, line: string): number {
  return crc32(line, crc32(`${offset} ${receivedAt} `));
}
