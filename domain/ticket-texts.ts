// The wording of tickets that a site may set itself: which texts, per language. Checked before they are put in force.
import { z } from 'zod';

const title = z.string().max(300);
const paragraph = z.string().max(2_000);

const TextsOfLanguage = z.strictObject({
  title: title.optional(),
  /** Public, when a ticket opens or is opened again. */
  opening: paragraph.optional(),
  /** Public, between: when users are told that something changed. */
  update: paragraph.optional(),
  /** Public, when all is over. */
  resolved: paragraph.optional(),
  /** To a person who reported what is known already. */
  answer: paragraph.optional(),
});
export type TextName = keyof z.infer<typeof TextsOfLanguage>;

/** Templates; what is absent is worded by Vigie. */
export const TicketTexts = z.strictObject({ en: TextsOfLanguage.optional(), fr: TextsOfLanguage.optional() });
export type TicketTexts = z.infer<typeof TicketTexts>;
