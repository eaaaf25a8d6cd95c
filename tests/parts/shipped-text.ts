// A configuration that deploy/ ships, with the one place exchanged that a test must.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const deploy = join(import.meta.dirname, '../../deploy');

export function shippedText(name: string, shipped = '', wanted = ''): string {
  const text = readFileSync(join(deploy, name), 'utf8');
  if (!text.includes(shipped)) throw new Error(`deploy/${name} no longer says ${shipped}`);
  return text.replace(shipped, wanted);
}
