// Asks GLPI 11 whether Vigie could work there: reached, token taken, version spoken, tickets readable, ids known.
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import { dictionaryFindings } from '../glpi/glpi-dictionary-findings.ts';
import { GlpiDictionary } from '../glpi/glpi-dictionary.ts';
import { V2Tickets, Versions } from './glpi-v2-answers.ts';
import type { GlpiV2Config } from './glpi-v2-config.ts';
import type { GlpiV2Door } from './glpi-v2-door.ts';
import { lookUpAt } from './glpi-v2-fields.ts';

const cures: Readonly<Record<string, string>> = {
  'glpi-unreachable': 'check url and network; a certificate that is not trusted counts as not reached',
  'glpi-silent': 'look whether GLPI is up, and whether something between cuts connections',
  'glpi-not-an-api': 'check url: it ends in /api.php/v2.N, and the API is enabled in Setup > General > API',
  'glpi-locked-out':
    'check clientId and clientSecret (an OAuth client with the grant "Password" and the scope api), username and password',
  'glpi-moved': 'use the address that GLPI redirects to',
};

export class GlpiV2Probe implements SinkProbe {
  readonly #door: GlpiV2Door;
  readonly #config: GlpiV2Config;

  constructor(door: GlpiV2Door, config: GlpiV2Config) {
    this.#door = door;
    this.#config = config;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const tickets = await this.#door.ask({ method: 'GET', path: '/Assistance/Ticket?limit=1' });
    if (tickets.kind === 'failed' || tickets.kind === 'lost') {
      const why = tickets.kind === 'failed' ? tickets.message : tickets.code;
      return [fault(`GLPI at ${this.#config.url}: ${why}`, cures[tickets.code] ?? 'see the reason')];
    }
    const unproven = warning(
      'GLPI 11 by API v2 was written from its source and never run against one',
      'try vigie drill',
    );
    if (tickets.kind === 'refused') {
      const cure = 'give the profile the same rights as for API v1 (docs/ticketing/glpi.md)';
      return [unproven, fault(`tickets cannot be read: ${tickets.code}`, cure)];
    }
    if (!V2Tickets.safeParse(tickets.json).success)
      return [unproven, fault('tickets have another shape than Vigie reads', 'use API v1 for now, and report it')];
    const read = fine(`GLPI takes ${this.#config.username}, and shows its tickets`);
    const known = await dictionaryFindings(new GlpiDictionary(lookUpAt(this.#door)), this.#config);
    return [unproven, read, ...(await this.#version()), ...known];
  }

  /** What GLPI lists; nothing where it lists nothing that can be read. */
  async #version(): Promise<ProbeFinding[]> {
    const wanted = /v(2\.\d+)$/.exec(this.#config.url)?.[1] ?? '';
    const reply = await this.#door.ask({ method: 'GET', path: '/' });
    const told = reply.kind === 'ok' ? Versions.safeParse(reply.json).data?.api_versions : undefined;
    if (told === undefined) return [];
    const versions = told.map(({ version }) => version.split('.').slice(0, 2).join('.'));
    if (versions.includes(wanted)) return [fine(`GLPI speaks API v${wanted}`)];
    return [warning(`GLPI does not list API v${wanted}, but ${versions.join(', ')}`, 'name one of them in url')];
  }
}
