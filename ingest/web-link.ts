// Lets a link into the source pass only if a browser may follow it: http(s), bounded.
const maxLinkLength = 4096;

/** `{ link }`, or nothing: a `javascript:` link must never reach a page. */
export function webLink(url: string | null | undefined): { readonly link?: string } {
  if (!url || url.length > maxLinkLength || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return {};
  return { link: url };
}
