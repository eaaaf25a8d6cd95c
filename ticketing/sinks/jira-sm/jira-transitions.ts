// Leads an issue through its workflow to a status that is done, or back: by what is offered now, never by fixed ids.
import { gone, misread, repairable, stoppedBy } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import { Transitions } from './jira-answers.ts';
import type { IssueAnswer, Transition } from './jira-answers.ts';
import { jiraStates } from './jira-config.ts';
import type { JiraSite } from './jira-site.ts';
import { isEnded, standingOf } from './jira-words.ts';

/** From "open" over "in progress" to "resolved" are two; more is no workflow for incidents. */
const longestWay = 3;

type Look = (ticket: string) => Promise<{ readonly now: IssueAnswer } | { readonly stopped: Stop }>;

export class JiraTransitions {
  readonly #site: JiraSite;
  readonly #look: Look;

  constructor(site: JiraSite, look: Look) {
    this.#site = site;
    this.#look = look;
  }

  end(ticket: string): Promise<Stopped | 'no-way'> {
    return this.#lead(ticket, true);
  }

  open(ticket: string): Promise<Stopped | 'no-way'> {
    return this.#lead(ticket, false);
  }

  async #lead(ticket: string, toEnd: boolean): Promise<Stopped | 'no-way'> {
    const been = new Set<string>();
    for (let step = 0; step < longestWay; step += 1) {
      const offered = await this.#offered(ticket);
      if ('outcome' in offered) return offered;
      const next = this.#choose(offered.transitions, toEnd, been);
      if (next === null) return 'no-way';
      been.add(next.to.name);
      const stopped = await this.#take(ticket, next);
      if (stopped !== null) return stopped;
      // Automation may have moved it on, or back: only what stands there counts.
      const looked = await this.#look(ticket);
      if ('stopped' in looked) return looked.stopped;
      if (isEnded(looked.now.fields.status, this.#site.config) === toEnd) return null;
    }
    return 'no-way';
  }

  /** The status that the site names; else what is wanted by its standing; else a step in progress on the way there. */
  #choose(transitions: readonly Transition[], toEnd: boolean, been: ReadonlySet<string>): Transition | null {
    const { config } = this.#site;
    const wanted = jiraStates(config).at(toEnd ? 'resolved' : 'assigned');
    const fresh = transitions.filter(({ to }) => !been.has(to.name));
    const named = fresh.find(({ to }) => to.name === wanted);
    if (named !== undefined) return named;
    for (const standing of toEnd ? ['resolved', 'in-progress'] : ['in-progress', 'new', 'pending']) {
      const found = fresh.find(({ to }) => standingOf(to, config) === standing);
      if (found !== undefined) return found;
    }
    return null;
  }

  async #offered(ticket: string): Promise<{ transitions: readonly Transition[] } | Stop> {
    const path = `/issue/${ticket}/transitions?expand=transitions.fields`;
    const reply = await this.#site.platform({ method: 'GET', path });
    if (reply.kind === 'refused' && reply.status === 404) return gone('Jira');
    if (reply.kind !== 'ok') return stoppedBy(reply, 'read transitions');
    const answer = Transitions.safeParse(reply.json);
    return answer.success ? answer.data : misread('jira-sm', 'read transitions');
  }

  /** A resolution only where its screen asks for one: elsewhere it is a 400. */
  async #take(ticket: string, { id, fields = {} }: Transition): Promise<Stopped> {
    const resolution = 'resolution' in fields ? { fields: { resolution: { name: this.#site.config.resolution } } } : {};
    const path = `/issue/${ticket}/transitions`;
    const reply = await this.#site.platform({ method: 'POST', path, json: { transition: { id }, ...resolution } });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'transition');
    if (reply.status === 404) return gone('Jira');
    // 409: somebody moved it at the same moment. 400: a field is asked for, or the transition is no longer there.
    return repairable('jira-sm-transition-refused', `transition of ${ticket}: ${reply.code} (${String(reply.status)})`);
  }
}
