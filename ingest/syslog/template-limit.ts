// Keeps the number of templates per host and application bounded: a program that invents words must not fill memory.
import { BoundedMap } from './bounded-map.ts';

/** The loghub systems, each a whole product, write 6 to 120 templates. */
const maxTemplates = 128;
const maxWriters = 2_000;

/** What every further template of a writer is counted as. */
export const otherTemplate = '(other)';

export class TemplateLimit {
  readonly #writers = new BoundedMap<Set<string>>(maxWriters);

  admit(writer: string, template: string): string {
    const known = this.#writers.touch(writer, () => new Set());
    if (known.has(template)) return template;
    if (known.size >= maxTemplates) return otherTemplate;
    known.add(template);
    return template;
  }
}
