// GLPI 10 by its REST API: ticket, follow-ups and solution; the key stands in the title, whole in the body.
import type { TicketFields, TicketOperation } from '../../domain/ticket.ts';
import type { FindOutcome, SinkCall, SinkCapabilities, SinkOutcome, TicketSink } from '../sink.ts';
import type { SinkKind } from '../sink-kind.ts';
import { isSolved } from './glpi/glpi-answers.ts';
import { GlpiConfig } from './glpi/glpi-config.ts';
import { GlpiDictionary } from './glpi/glpi-dictionary.ts';
import { GlpiSession } from './glpi/glpi-session.ts';
import { gone, GlpiSteps } from './glpi/glpi-steps.ts';
import type { Stopped } from './glpi/glpi-steps.ts';
import { glpiLevels, markedTitle, ticketContent } from './glpi/glpi-text.ts';

/** Type 1 is an incident; priority 6 is "Major". */
const incidentType = 1;
const majorPriority = 6;

function levels(fields: TicketFields): Readonly<Record<string, number>> {
  return { ...glpiLevels(fields), ...(fields.major ? { priority: majorPriority } : {}) };
}

/** The first step that stopped; null: all came through, in order. */
async function inOrder(steps: readonly (() => Promise<Stopped>)[]): Promise<Stopped> {
  for (const step of steps) {
    const stopped = await step();
    if (stopped !== null) return stopped;
  }
  return null;
}

export class Glpi implements TicketSink {
  readonly capabilities: SinkCapabilities;
  readonly #config: GlpiConfig;
  readonly #session: GlpiSession;
  readonly #steps: GlpiSteps;
  readonly #dictionary: GlpiDictionary;

  constructor(config: GlpiConfig) {
    this.#config = config;
    this.#session = new GlpiSession(config);
    this.#steps = new GlpiSteps(this.#session, config);
    this.#dictionary = new GlpiDictionary(this.#session);
    this.capabilities = {
      // Plain SQL: no search lag (ticketing-apis, "Find by key").
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      keyPlace: 'title',
      limits: { concurrency: config.concurrency, titleLength: 255, textBytes: 1_000_000 },
    };
  }

  find(key: string): Promise<FindOutcome> {
    return this.#steps.find(key);
  }

  async create(call: SinkCall): Promise<SinkOutcome> {
    if (call.ticket !== null) return this.#complete(call, call.ticket);
    const input = await this.#input(call.operation);
    if ('outcome' in input) return input;
    const created = await this.#steps.create(input.fields);
    if ('stopped' in created) return created.stopped;
    return this.#complete({ ...call, again: false }, created.ticket);
  }

  update(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (ticket) => this.#tell(call, ticket));
  }

  escalate(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (ticket) => this.#tell(call, ticket));
  }

  /** The solution is what users read; the details go before it, in a private comment. */
  resolve(call: SinkCall): Promise<SinkOutcome> {
    const { operation, again } = call;
    return this.#on(call, (ticket) =>
      inOrder([
        () => this.#steps.note(ticket, operation, 'technical', { again }),
        () => this.#steps.solve(ticket, operation),
      ]),
    );
  }

  reopen(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (ticket) => this.#reopen(call, ticket));
  }

  merge(call: SinkCall): Promise<SinkOutcome> {
    const { operation, again, into } = call;
    return this.#on(call, (ticket) =>
      inOrder([
        () => (into === null ? Promise.resolve(null) : this.#steps.link(ticket, into, 2)),
        () => this.#steps.note(ticket, operation, 'technical', { again }),
        () => this.#steps.solve(ticket, operation),
      ]),
    );
  }

  stop(): Promise<void> {
    return this.#session.close();
  }

  async #on(call: SinkCall, act: (ticket: string) => Promise<Stopped>): Promise<SinkOutcome> {
    if (call.ticket === null || !/^\d{1,10}$/.test(call.ticket)) return gone;
    return (await act(call.ticket)) ?? { outcome: 'done', ticket: this.#steps.refOf(call.ticket) };
  }

  /** What comes after the create; the ticket stands, so a failure here must not lead to another. */
  async #complete({ operation, again, into }: SinkCall, ticket: string): Promise<SinkOutcome> {
    const stopped = await inOrder([
      () => this.#steps.note(ticket, operation, 'technical', { again }),
      () => (into === null ? Promise.resolve(null) : this.#steps.link(ticket, into, 1)),
    ]);
    const ref = this.#steps.refOf(ticket);
    if (stopped?.outcome === 'failed') return { ...stopped, ticket: ref };
    if (stopped?.outcome === 'in-doubt') return stopped;
    // A comment or link refused for good: the ticket itself is what counts.
    return { outcome: 'done', ticket: ref };
  }

  /** Read first: the bin takes updates and comments without a word (recorded, 443 and 445). */
  async #tell({ operation, again }: SinkCall, ticket: string): Promise<Stopped> {
    const now = await this.#steps.read(ticket);
    if ('stopped' in now) return now.stopped;
    return inOrder([
      () => this.#steps.setFields(ticket, { name: markedTitle(operation), ...levels(operation.fields) }),
      () => this.#steps.note(ticket, operation, 'public', { again }),
      () => this.#steps.note(ticket, operation, 'technical', { again }),
    ]);
  }

  async #reopen({ operation, again }: SinkCall, ticket: string): Promise<Stopped> {
    const now = await this.#steps.read(ticket);
    if ('stopped' in now) return now.stopped;
    const reopen = isSolved(now.ticket);
    // A solved ticket is opened by this very comment, so it is written although an earlier attempt may have left its mark.
    return inOrder([
      () => this.#steps.note(ticket, operation, 'public', { again: again && !reopen, reopen }),
      () => this.#steps.note(ticket, operation, 'technical', { again }),
      () => this.#steps.setFields(ticket, { name: markedTitle(operation), ...levels(operation.fields) }),
    ]);
  }

  async #input(
    operation: TicketOperation,
  ): Promise<SinkOutcome | { readonly fields: Readonly<Record<string, unknown>> }> {
    const { entity, requestSource } = this.#config;
    if ((await this.#dictionary.check('Entity', entity)) === 'unknown') {
      return {
        outcome: 'failed',
        code: 'glpi-entity-unknown',
        message: `GLPI has no entity ${String(entity)}`,
        systemic: true,
        retryAfterMs: 60_000,
      };
    }
    const fields = {
      name: markedTitle(operation),
      content: ticketContent(operation),
      type: incidentType,
      entities_id: entity,
      ...levels(operation.fields),
      ...(requestSource === undefined ? {} : { requesttypes_id: requestSource }),
      ...(await this.#reference('ITILCategory', this.#categoryOf(operation), 'itilcategories_id')),
      ...(await this.#reference('Group', this.#groupOf(operation), '_groups_id_assign')),
    };
    return { fields };
  }

  #categoryOf({ fields }: TicketOperation): number | undefined {
    const { categories } = this.#config;
    return Object.hasOwn(categories, fields.category)
      ? categories[fields.category as keyof typeof categories]
      : undefined;
  }

  #groupOf({ fields }: TicketOperation): number | undefined {
    const { groups } = this.#config;
    return fields.team !== null && Object.hasOwn(groups, fields.team) ? groups[fields.team] : undefined;
  }

  /** Left out where GLPI does not know it: a ticket without a group is found, one with a dangling group is not. */
  async #reference(
    dictionary: 'Group' | 'ITILCategory',
    id: number | undefined,
    field: string,
  ): Promise<Readonly<Record<string, number>>> {
    if (id === undefined || (await this.#dictionary.check(dictionary, id)) === 'unknown') return {};
    return { [field]: id };
  }
}

export const glpiKind: SinkKind<GlpiConfig> = {
  type: 'glpi',
  secrets: ['appToken', 'userToken'],
  schema: GlpiConfig,
  open: (config) => {
    const sink = new Glpi(config);
    return Promise.resolve({ sink, reader: null, probe: null, stop: () => sink.stop() });
  },
};
