// Asks GLPI whether Vigie could work there: reached, logged in, entity, groups and categories, the rights to read.
import { dictionaryFindings } from './glpi-dictionary-findings.ts';
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import type { GlpiConfig } from './glpi-config.ts';
import { GlpiDictionary, lookUpBy } from './glpi-dictionary.ts';
import type { GlpiSession } from './glpi-session.ts';

/** What each code of a login that failed asks a person to do. */
const cures: Readonly<Record<string, string>> = {
  'glpi-unreachable': 'check url and network; a certificate that is not trusted counts as not reached',
  'glpi-silent': 'look whether GLPI is up, and whether something between cuts connections',
  'glpi-not-an-api': 'check url: it ends in /apirest.php, and the API is enabled in Setup > General > API',
  'glpi-locked-out': 'check appToken (an API client that allows this address) and userToken (the remote access key)',
  'glpi-moved': 'use the address that GLPI redirects to',
};

export class GlpiProbe implements SinkProbe {
  readonly #session: GlpiSession;
  readonly #dictionary: GlpiDictionary;
  readonly #config: GlpiConfig;

  constructor(session: GlpiSession, config: GlpiConfig) {
    this.#session = session;
    this.#dictionary = new GlpiDictionary(lookUpBy(session));
    this.#config = config;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const login = await this.#session.ask({ method: 'GET', path: 'getMyProfiles' });
    if (login.kind !== 'ok') {
      const why = login.kind === 'failed' ? login.message : login.code;
      const cure = cures[login.code] ?? 'see the reason; GLPI’s own log (files/_log) says more';
      return [fault(`GLPI at ${this.#config.url}: ${why}`, cure)];
    }
    const own = this.#session.ownName;
    const account =
      own === null
        ? warning('GLPI does not name the account: its own comments are known by their marks alone', null)
        : fine(`logged in to GLPI as ${own}`);
    return [account, ...(await dictionaryFindings(this.#dictionary, this.#config)), ...(await this.#rights())];
  }

  /** What reading back needs; writing shows itself by `vigie drill`. */
  async #rights(): Promise<ProbeFinding[]> {
    const reply = await this.#session.ask({ method: 'GET', path: 'search/Ticket?forcedisplay%5B0%5D=2&range=0-0' });
    if (reply.kind === 'ok') return [fine('tickets can be searched')];
    const why = reply.kind === 'failed' ? reply.message : reply.code;
    const cure = 'give the profile READ and READALL on tickets (74759 in all, see docs/ticketing/glpi.md)';
    return [fault(`tickets cannot be searched: ${why}`, cure)];
  }
}
