// Unpacks a gzip body as far as a limit allows.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

export type Inflated = { readonly bytes: Buffer } | { readonly fault: 'too-large' | 'no-gzip' };

export async function inflateBody(body: Buffer, maxInflatedBytes: number): Promise<Inflated> {
  try {
    return { bytes: await unpack(body, { maxOutputLength: maxInflatedBytes }) };
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return { fault: isTooLarge ? 'too-large' : 'no-gzip' };
  }
}
