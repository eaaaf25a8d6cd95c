// Lets a link into the source pass only if a browser may follow it.
import { isWebLink } from '../domain/web-address.ts';

/** `{ link }`, or nothing: a `javascript:` link must never reach a page. */
export function webLink(url: string | null | undefined): { readonly link?: string } {
  return url && isWebLink(url) ? { link: url } : {};
}
