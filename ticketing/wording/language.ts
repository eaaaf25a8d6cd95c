// The two languages that Vigie speaks, and how a text is kept in both.
export type Language = 'en' | 'fr';

/** One wording per language; a missing one does not compile. */
export type InBoth<T> = Readonly<Record<Language, T>>;
