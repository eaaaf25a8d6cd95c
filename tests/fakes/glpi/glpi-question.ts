// One request of a valid session, as the fake GLPI's routes take it.
import type { View } from './glpi-views.ts';

export interface GlpiQuestion {
  readonly method: string;
  /** Parts below apirest.php. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** `input` of the body; undefined: none, or not JSON by its header. */
  readonly input: unknown;
  readonly view: View;
}
