// Zabbix's webhook media type: one event as a flat object of macros, every value a string.
import { categoryOf } from '../category-label.ts';
import { z } from 'zod';
import type { Event } from '../../domain/event.ts';
import { PayloadError } from '../../domain/errors.ts';
import { fingerprint } from '../../domain/identity.ts';
import type { Severity } from '../../domain/severity.ts';
import { readWhole } from '../element-reader.ts';
import { eventEffect } from '../name-effect.ts';
import { severityOf } from '../severity-word.ts';
import type { ReadContext, SourceAdapter } from '../source.ts';
import { settingsOf } from '../source-settings.ts';
import { timeOf } from '../time-rule.ts';
import { webLink } from '../web-link.ts';
import { MacroMembers, said, zabbixInstant, type MacroName, type Macros } from './zabbix-macros.ts';
import { zabbixTags, Tags } from './zabbix-tags.ts';

/** What is read; a site may send more, and less. Each is a string, tags also a list. */
const Body = z.object({ ...MacroMembers.shape, 'EVENT.TAGSJSON': Tags.optional() });

/** EVENT.NSEVERITY, and its word where only that is sent. Six steps onto four. */
const severities: ReadonlyMap<string, Severity> = new Map<string, Severity>([
  ...(['5', 'disaster'] as const).map((word) => [word, 'critical'] as const),
  ...(['4', 'high'] as const).map((word) => [word, 'high'] as const),
  ...(['3', 'average', '2', 'warning'] as const).map((word) => [word, 'warning'] as const),
  ...(['1', 'information', '0', 'not classified'] as const).map((word) => [word, 'info'] as const),
]);

export const zabbix: SourceAdapter = {
  type: 'zabbix',
  settings: settingsOf('zabbix'),
  read(payload, context) {
    const { 'EVENT.TAGSJSON': tagList, ...macros } = readWhole(Body, payload);
    const tags = zabbixTags(tagList, said(macros, 'EVENT.TAGS'), context.profile.ignoredLabels);
    return { events: [zabbixEvent(macros, tags, context)], rejected: [] };
  },
};

function zabbixEvent(macros: Macros, tags: Readonly<Record<string, string>>, context: ReadContext): Event {
  const { profile } = context;
  const { state, episode } = statement(macros);
  const name = said(macros, 'EVENT.NAME') ?? said(macros, 'TRIGGER.NAME') ?? `Zabbix event ${episode}`;
  // A manual change shows in EVENT.NSEVERITY; TRIGGER.NSEVERITY keeps the old one.
  const words: MacroName[] = ['EVENT.NSEVERITY', 'EVENT.SEVERITY', 'TRIGGER.NSEVERITY', 'TRIGGER.SEVERITY'];
  const severity = severityOf(
    words.map((word) => said(macros, word)),
    profile,
    severities,
  );
  const host = said(macros, 'HOST.HOST') ?? said(macros, 'HOST.NAME') ?? '';
  const detail = said(macros, 'EVENT.OPDATA');
  return {
    state,
    fingerprint: identityOf(macros, tags, { source: profile.name, wanted: profile.identity, host, name }),
    episode,
    name,
    severity,
    effect: eventEffect(name, severity, profile),
    message: detail === undefined ? name : `${name} (${detail})`,
    host,
    ...hintsOf(macros),
    ...(tags['peer'] === undefined ? {} : { peer: tags['peer'] }),
    labels: { ...labelsOf(macros), ...tags },
    ...categoryOf(tags),
    ...timeOf({ atMs: toldAt(macros, state, profile.timezone), receivedAt: context.receivedAt, policy: profile.clock }),
    ending: { by: 'clear' },
    ...webLink(said(macros, 'TRIGGER.URL')),
    raw: context.text,
  };
}

/**
 * EVENT.VALUE alone says whether it is open: an update (acknowledged, commented, severity changed) of an open problem
 * tells the problem again, as it now is; a manual close is an update with value 0, then a recovery. EVENT.ID is always
 * the problem's.
 * @throws PayloadError `wrong-shape`
 */
function statement(macros: Macros): { state: 'problem' | 'clear'; episode: string } {
  const value = said(macros, 'EVENT.VALUE');
  if (value !== '0' && value !== '1') {
    throw new PayloadError('wrong-shape', 'neither 0 (recovered) nor 1 (problem)', { at: 'EVENT.VALUE' });
  }
  const episode = said(macros, 'EVENT.ID');
  if (episode === undefined) throw new PayloadError('wrong-shape', 'has no value', { at: 'EVENT.ID' });
  return { state: value === '1' ? 'problem' : 'clear', episode };
}

interface Identity {
  readonly source: string;
  readonly wanted: readonly string[];
  readonly host: string;
  readonly name: string;
}

/**
 * Host and trigger; the episode tells openings apart. Tags are no part of it unless the profile names them (to keep
 * concurrent problems of one trigger apart): a media type's answer adds tags to an open problem, so that its recovery
 * comes with others (captures 07 and 13), and a clear must find its problem.
 */
function identityOf(macros: Macros, tags: Readonly<Record<string, string>>, identity: Identity): string {
  const check = said(macros, 'TRIGGER.ID') ?? identity.name;
  const apart = identity.wanted.flatMap((tag) => [tag, tags[tag] ?? '']);
  return fingerprint('zabbix', 1, identity.source, identity.host, check, ...apart);
}

const hintMacros = ['HOST.NAME', 'HOST.IP', 'HOST.DNS', 'HOST.CONN'] as const;

function hintsOf(macros: Macros): Pick<Event, 'hints'> {
  const named = hintMacros.map((macro) => said(macros, macro)).filter((value) => value !== undefined);
  const hints = [...new Set(named)];
  return hints.length === 0 ? {} : { hints };
}

const labelMacros = [
  ['event_id', 'EVENT.ID'],
  ['trigger_id', 'TRIGGER.ID'],
  ['host_groups', 'TRIGGER.HOSTGROUP.NAME'],
  ['item_key', 'ITEM.KEY'],
] as const;

function labelsOf(macros: Macros): Record<string, string> {
  const pairs = labelMacros.map(([label, macro]) => [label, said(macros, macro)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [(typeof pair)[0], string] => pair[1] !== undefined));
}

function toldAt(macros: Macros, state: 'problem' | 'clear', zone: string): number | null {
  return zabbixInstant(macros, state === 'clear' ? 'EVENT.RECOVERY' : 'EVENT', zone);
}
