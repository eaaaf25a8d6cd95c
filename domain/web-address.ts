// Which texts of others a browser may follow: http(s), bounded.
const maxLinkLength = 4096;
/** Longer ones are not for people to read, and a cut one leads elsewhere. */
const maxShownLength = 500;

export function isWebLink(url: string): boolean {
  return url.length <= maxLinkLength && /^https?:\/\//i.test(url) && URL.canParse(url);
}

/**
 * As a browser writes it: no blank, line end or mark of direction in it, and a foreign host by its code. Null: none, too
 * long, or one that shows a name before `@` to hide its host.
 */
export function shownAddress(text: string): string | null {
  if (text.length > maxShownLength || !isWebLink(text)) return null;
  const { href, username, password } = new URL(text);
  return username !== '' || password !== '' || href.length > maxShownLength ? null : href;
}
