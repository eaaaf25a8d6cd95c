// What `ticketing.sinks.<name>` may say.
import { z } from 'zod';

export const SinkSection = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('desk'), language: z.enum(['en', 'fr']).optional() }),
]);
export type SinkSection = z.infer<typeof SinkSection>;
