// The link by which one recipient takes one incident in charge: signed, for this alone, and only for a while. Pure.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const TakeLinkParts = z.strictObject({
  tenant: z.string().max(200),
  incident: z.string().max(200),
  recipient: z.string().max(64),
  /** Epoch ms. */
  expiresAt: z.number().int(),
});
export type TakeLink = z.infer<typeof TakeLinkParts>;

export type ReadLink =
  | { readonly outcome: 'good'; readonly link: TakeLink }
  | { readonly outcome: 'expired'; readonly link: TakeLink }
  | { readonly outcome: 'forged' };

/** A signature for one purpose is none for another. */
const purpose = 'vigie take-link 1';
const longestToken = 2_048;

function signatureOf(secret: string, payload: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\n${payload}`).digest();
}

/** `payload.signature`, both base64url: letters, digits, `-`, `_` and one dot. */
export function signTakeLink(secret: string, link: TakeLink): string {
  const payload = Buffer.from(JSON.stringify(link)).toString('base64url');
  return `${payload}.${signatureOf(secret, payload).toString('base64url')}`;
}

/** The signature is compared in constant time, before anything that it covers is read. */
export function readTakeLink(secret: string, token: string, now: number): ReadLink {
  const [payload = '', signature = '', more] = token.length > longestToken ? [] : token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = signatureOf(secret, payload);
  const isRight = given.length === right.length && timingSafeEqual(given, right);
  // The decoder passes over signs that are none of base64url: only one spelling counts.
  if (!isRight || more !== undefined || given.toString('base64url') !== signature) return { outcome: 'forged' };
  const parsed = TakeLinkParts.safeParse(jsonOf(payload));
  if (!parsed.success) return { outcome: 'forged' };
  return { outcome: now < parsed.data.expiresAt ? 'good' : 'expired', link: parsed.data };
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
