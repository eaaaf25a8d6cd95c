// One alert as Prometheus and Alertmanager both write it, and the part of its event that is the same for both.
import { categoryOf } from './category-label.ts';
import { z } from 'zod';
import type { Event } from '../domain/event.ts';
import { shownAddress } from '../domain/web-address.ts';
import { eventEffect } from './name-effect.ts';
import { Instant } from './instant.ts';
import { labelSetFingerprint, presentLabels, type Labels } from './label-set.ts';
import { webLink } from './web-link.ts';
import { severityOf } from './severity-word.ts';
import type { ReadContext } from './source.ts';
import { timeOf } from './time-rule.ts';

const LabelSet = z.record(z.string(), z.string());

/** Tolerant: members that it does not name are ignored; what it names has the right type or the alert is refused. */
export const LabelledAlert = z.object({
  labels: LabelSet.transform(presentLabels).refine((labels) => Object.keys(labels).length > 0, 'no label with a value'),
  annotations: LabelSet.nullish(),
  startsAt: Instant.nullish(),
  endsAt: Instant.nullish(),
  generatorURL: z.string().nullish(),
});
export type LabelledAlert = z.infer<typeof LabelledAlert>;

/** Labels that name the machine itself, where `instance` may be an exporter's or a gateway's address. Best first. */
const hostLabels = ['host', 'hostname', 'node', 'nodename', 'server', 'device'];

export interface Telling {
  readonly raw: string;
  readonly state: 'problem' | 'clear';
  readonly ending: Event['ending'];
}

export function labelledEvent(alert: LabelledAlert, context: ReadContext, telling: Telling): Event {
  const { profile, receivedAt } = context;
  const { labels } = alert;
  const name = labels['alertname'] ?? 'unnamed alert';
  const severity = severityOf([labels['severity']], profile);
  const toldMs = telling.state === 'clear' ? alert.endsAt : alert.startsAt;
  return {
    state: telling.state,
    fingerprint: labelSetFingerprint(labels, profile),
    ...(alert.startsAt ? { episode: String(alert.startsAt) } : {}),
    name,
    severity,
    // `none` is what the mixins call an alert that asks nobody to act.
    effect: labels['severity'] === 'none' ? 'informs' : eventEffect(name, severity, profile),
    message: messageOf(alert.annotations ?? {}) ?? name,
    ...hostOf(labels),
    ...(labels['peer'] === undefined ? {} : { peer: labels['peer'] }),
    labels: { ...labels },
    ...categoryOf(labels),
    ...timeOf({ atMs: toldMs ?? null, receivedAt, policy: profile.clock }),
    ending: telling.ending,
    ...webLink(alert.generatorURL),
    ...runbookOf(alert.annotations ?? {}, labels),
    raw: telling.raw,
  };
}

/** By the name that the public rules and Grafana give it; a label serves where a rule sets one. */
function runbookOf(annotations: Labels, labels: Labels): Pick<Event, 'runbook'> {
  const told = [annotations['runbook_url'], annotations['runbook'], labels['runbook_url']];
  const runbook = told.map((text) => shownAddress(text ?? '')).find((address) => address !== null);
  return runbook === undefined ? {} : { runbook };
}

function messageOf(annotations: Labels): string | undefined {
  const { summary, description, message } = annotations;
  return [summary, description, message].find((text) => text !== undefined && text !== '');
}

function hostOf(labels: Labels): Pick<Event, 'host' | 'hints'> {
  const { instance } = labels;
  const named = hostLabels.map((label) => labels[label]).filter((value) => value !== undefined);
  const hints = instance === undefined ? named : [...named, instance];
  return { host: instance ?? named[0] ?? '', ...(hints.length === 0 ? {} : { hints }) };
}
