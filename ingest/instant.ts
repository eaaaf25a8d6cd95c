// Reads instants as sources write them.
import { z } from 'zod';

const shape = z.iso.datetime({ offset: true });

/** RFC 3339 with any number of fraction digits, to epoch ms. Go's zero time (year 1) means "none": null. */
export const Instant = shape.transform((text) => {
  const atMs = Date.parse(text);
  return atMs > 0 ? atMs : null;
});
