// What sort of trouble an alert tells of, read from its name and text: it decides what may be a symptom of what.

export const symptomKinds = [
  'reachability',
  'error',
  'latency',
  'client',
  'traffic',
  'resource',
  'capacity',
  'security',
  'other',
] as const;
export type SymptomKind = (typeof symptomKinds)[number];

/** In order of precedence. Words of the catalogue of public Prometheus alerts, Zabbix templates and Cisco mnemonics. */
const patterns: readonly (readonly [SymptomKind, RegExp])[] = [
  [
    'security',
    /\b(brute.?force|malware|ransomware|intrusion|exfiltration|unauthori[sz]ed|password guessing|audit log cleared)\b/,
  ],
  [
    'capacity',
    /\b(disk|filesystem|file system|inodes?|volume|storage space|free space|temperature|overtemperature|overheat\w*|tempm\w*|fan|battery|certificate|cert|quota|licen[cs]e|expir\w*|will fill|predict\w*)\b/,
  ],
  // A workload that does not start or stay up.
  [
    'resource',
    /\b(failed pods?|pods? (failed|not ready|crash\w*|pending|evicted)|containers? (waiting|crash\w*|restart\w*)|crash ?loop\w*)\b/,
  ],
  // What a client sees of those that it calls: its own answers may be fine.
  ['client', /\b(client|outgoing|outbound|upstream)\b.*(latency|slow|response time|duration|delay|p9[059])/],
  // Less work than usual arrives: whoever sends it may be in trouble.
  [
    'traffic',
    /(\bno (new )?(requests?|traffic|messages?|data|database operations?|operations?|connections? (received|opened))\b|throughput|\b(ops|rps|qps|tps)\b|requests? (rate|per second)|traffic (drop|loss)|consumer group inactive)/,
  ],
  ['latency', /(latency|slow|response time|duration|delay|\blag\b|replicationlag|timeout ratio|p9[59])/],
  [
    'error',
    /(error|availability\b|success.?rate|exception|fail(ed|ure|s)?\b|5xx|\b50\d\b|refused|fatal|rejected|abort)/,
  ],
  [
    'resource',
    /(\bcpu\b|memory|\boom\b|\bload\b|restart|crash|saturat|throttl|swap|heap|thread|connections? (pool|exhaust))/,
  ],
  [
    'reachability',
    /(down\b|unavailable|unreachable|not (reachable|answering|responding)|no route|ping|offline|absent|\blost\b|link|adjacency|port-channel|has no active)/,
  ],
];

/** Kind of an alert by its name first, then its message. */
export function symptomKind(name: string, message: string): SymptomKind {
  return firstMatch(wordsOf(name)) ?? firstMatch(message.slice(0, 300).toLowerCase()) ?? 'other';
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase();
}

function firstMatch(text: string): SymptomKind | undefined {
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}

/**
 * Whether this goes to whoever calls, never on to what the caller calls besides. Lateness, load and missing work do: a
 * caller that waits for one callee asks less of the others, one that is flooded asks more.
 */
export function isFailure(kind: SymptomKind): boolean {
  return kind === 'error' || kind === 'reachability';
}

/**
 * Whether an alert of this kind can be a *consequence* of trouble on another CI. A filling disk, a hot module or a
 * guessed password is never caused by a lost uplink; it may be the cause of what depends on its CI.
 */
export function canBeSymptom(kind: SymptomKind): boolean {
  return kind !== 'capacity' && kind !== 'security';
}

/** What is lost where an alert of reachability says so: a link of a device, or the way to a whole machine. */
export type LostPart = 'link' | 'machine';

const machine =
  /\b(icmp|ping)\b|\b(host|node|server|device|machine|instance) (is )?(down|unreachable|offline|not reachable)\b|\bno route to host\b/;
const link = /\b(link|uplink|interface|port-channel|port channel|line protocol|adjacency|trunk)\b/;

/** By the name first, then the message; null: a service, or it does not say. */
export function lostPart(kind: SymptomKind, name: string, message: string): LostPart | null {
  if (kind !== 'reachability') return null;
  return partIn(wordsOf(name)) ?? partIn(message.slice(0, 300).toLowerCase());
}

function partIn(text: string): LostPart | null {
  if (machine.test(text)) return 'machine';
  return link.test(text) ? 'link' : null;
}
