// What a site says about its GLPI 11 and the High-Level API: address with its minor version, OAuth client, and account.
import { z } from 'zod';
import { eitherApi, token } from '../glpi/glpi-config.ts';

const apiUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine(
    (url) => /\/api\.php\/v2\.\d{1,2}\/?$/.test(url),
    'the address ends in /api.php/v2.0, v2.1 …: v2 alone floats',
  )
  .transform((url) => url.replace(/\/$/, ''));

const text = z.string().min(1).max(200);

/**
 * The password grant: GLPI takes a call's rights from the token's user, and `client_credentials` names none
 * (glpi-project/glpi: src/Glpi/OAuth/Server.php, src/Glpi/Api/HL/Router.php `startTemporarySession`).
 */
export const GlpiV2Config = z.strictObject({
  ...eitherApi,
  api: z.literal('v2'),
  url: apiUrl,
  clientId: token,
  clientSecret: token,
  username: text,
  password: text,
  /** Profile to act with; absent: the account's default one. */
  profile: eitherApi.entity.unwrap().optional(),
});
export type GlpiV2Config = z.infer<typeof GlpiV2Config>;
