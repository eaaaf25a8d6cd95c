// Decides what an alert means for its CI from the alert's name: down, degraded, at-risk or informs.
import { effectOf, type Effect } from '../domain/effect.ts';
import type { Severity } from '../domain/severity.ts';
import type { SourceProfile } from './source.ts';

/**
 * First match wins, so a row stands before those it makes exceptions of: a link that is down leaves its switch up.
 * Words from the names of kube-prometheus and node-exporter mixins, Zabbix 6.0 templates and the recorded outage.
 */
const table: readonly (readonly [Effect, RegExp])[] = [
  ['informs', /^(watchdog|info inhibitor)$|\bdead ?man'?s? ?(switch|snitch)\b/],
  [
    'at-risk',
    /\bpredict|\bwill (fill|run out|be full|expire)|\bcert(ificate)?s?\b.*\b(expir|valid|renew)|\bexpir(es|y|ing|ation)\b/,
  ],
  [
    'degraded',
    /\b(link|uplink|interface|port|bgp|ospf|neighbou?r|peer|tunnel|member|replica|raid|array)s?\b.*\b(down|flap|unavailable|unreachable|lost)/,
  ],
  [
    'down',
    /\bdown\b|\bunavailable\b|\bun ?reachable\b|\boffline\b|\bnot (answering|responding|reachable|available|running)\b/,
  ],
  ['down', /\bno (answer|response|ping)\b|\b(answers|returns|returned) 5\d\d\b/],
  [
    'at-risk',
    /\b(disk|file ?system|volume|partition|storage|tablespace|inode|quota|log)s?\b.*\b(full|fill|space|low|usage|utili[sz]ation|exhaust)/,
  ],
  [
    'at-risk',
    /\b(almost|nearly) (full|out of)\b|\b(low|free) (disk )?space\b|\b(over ?)?temperature\b|\boverheat|\bfans?\b|\bbattery\b/,
  ],
  ['degraded', /\b(lag|lagging|latency|slow|delay)\b|\bresponse time\b|\btimeouts?\b|\b(packet|ping) loss\b/],
  [
    'degraded',
    /\berrors?\b.*\b(rate|ratio|percent)\b|\berrors? (high|too)|\bhigh errors?\b|\b5xx\b|\b(saturat|overload|throttl|congest)/,
  ],
  ['degraded', /\b(cpu|memory|load|swap|heap)\b|\bdegraded\b/],
];

/** Names are matched on their first characters only: what a check is called stands there. */
const lookedAt = 300;

/** `KubePersistentVolumeFillingUp`, `host_down` → words in lower case. */
function wordsOf(name: string): string {
  return name
    .slice(0, lookedAt)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[_.:/-]+/g, ' ')
    .toLowerCase();
}

/** What the built-in table says of a name; null if it knows none of its words. */
export function nameEffect(name: string): Effect | null {
  const words = wordsOf(name);
  return table.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** The profile's own patterns, else the table, else by severity. What a source calls mere information degrades nothing. */
export function eventEffect(name: string, severity: Severity, profile: SourceProfile): Effect {
  const own = profile.effects.find((override) => override.name.matcher(name.slice(0, lookedAt)).find());
  if (own !== undefined) return own.effect;
  const effect = nameEffect(name) ?? effectOf(severity);
  return effect === 'degraded' && severity === 'info' ? 'at-risk' : effect;
}
