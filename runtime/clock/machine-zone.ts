// The time zone that this machine lives in: what a browser on it shows times in, too.
import { isZone } from '../../domain/zoned-time.ts';

/** IANA name; UTC where the machine says none that is known. */
export function machineZone(env: Readonly<Record<string, string | undefined>>): string {
  const told = [env['TZ'], new Intl.DateTimeFormat().resolvedOptions().timeZone];
  return told.find((zone) => zone !== undefined && zone !== '' && isZone(zone)) ?? 'UTC';
}
