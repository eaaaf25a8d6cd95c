// Bad and odd bodies, adapter by adapter; recorded ones are in adapters/recorded-bodies.test.ts.
import { describe, expect, it } from 'vitest';
import { PayloadError } from '../domain/errors.ts';
import type { Event } from '../domain/event.ts';
import { adapters, defaultSources, type HttpSource } from './adapters/registry.ts';
import { maxLabels, maxValueBytes } from './event-limits.ts';
import { readBody } from './read-body.ts';
import { sourceProfile } from './source-profile.ts';

const receivedAt = Date.parse('2026-11-23T19:00:00Z');
const sources = new Map(defaultSources('UTC').map((source) => [source.profile.name, source]));

function source(name: string): HttpSource {
  const found = sources.get(name);
  if (found === undefined) throw new Error(`no source ${name}`);
  return found;
}

const read = (name: string, body: unknown): ReturnType<typeof readBody> =>
  readBody(source(name), Buffer.from(JSON.stringify(body)), receivedAt);

function only(name: string, body: unknown): Event {
  const { events, rejected } = read(name, body);
  expect(rejected).toEqual([]);
  expect(events).toHaveLength(1);
  return events[0] as Event;
}

function refusal(name: string, body: unknown): PayloadError {
  try {
    read(name, body);
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const good = { labels: { alertname: 'HostDown' }, endsAt: '2026-11-23T19:04:00Z' };

describe('a body that is none of the source', () => {
  it.each([
    ['prometheus', { alerts: [] }, undefined],
    ['prometheus', null, undefined],
    ['alertmanager', [], undefined],
    ['alertmanager', { alerts: {} }, 'alerts'],
    ['zabbix', [{ 'EVENT.ID': '1' }], undefined],
    ['zabbix', {}, 'EVENT.VALUE'],
    ['zabbix', { 'EVENT.ID': '1', 'EVENT.VALUE': '{EVENT.VALUE}' }, 'EVENT.VALUE'],
    ['zabbix', { 'EVENT.ID': '{EVENT.ID}', 'EVENT.VALUE': '1' }, 'EVENT.ID'],
    ['zabbix', { 'EVENT.ID': 26, 'EVENT.VALUE': '1' }, '["EVENT.ID"]'],
    ['generic', { host: 'a', check: 'b' }, 'state'],
    ['generic', { host: 1, check: 'b', state: 'ok' }, 'host'],
    ['generic', { host: 'a', check: 'b', state: 'problem', severity: 'disaster' }, 'severity'],
    ['generic', 'text', undefined],
  ])('%s %j is refused, naming %s', (name, body, at) => {
    expect(refusal(name, body)).toMatchObject({ code: 'wrong-shape', at });
  });
});

describe('one bad alert among good ones', () => {
  it.each([
    ['a label that is a number', { labels: { alertname: 'X', idx: 1 } }, '[1].labels.idx'],
    ['no labels', {}, '[1].labels'],
    ['only empty labels', { labels: { alertname: '' } }, '[1].labels'],
    ['a time that is none', { labels: { alertname: 'X' }, startsAt: 'now' }, '[1].startsAt'],
    ['a time that is a number', { labels: { alertname: 'X' }, endsAt: 0 }, '[1].endsAt'],
    ['annotations that are a list', { labels: { alertname: 'X' }, annotations: [1] }, '[1].annotations'],
    ['text', 'HostDown', '[1]'],
  ])('prometheus: %s', (_what, bad, at) => {
    const { events, rejected } = read('prometheus', [good, bad, good]);
    expect(events).toHaveLength(2);
    expect(rejected).toMatchObject([{ code: 'wrong-shape', at, raw: JSON.stringify(bad), encoding: 'utf8' }]);
    expect(rejected[0]?.reason).toBeTruthy();
  });

  it('alertmanager: a status that is unknown', () => {
    const bad = { ...good, status: 'pending' };
    const { events, rejected } = read('alertmanager', { alerts: [bad, { ...good, status: 'firing' }] });
    expect(events).toHaveLength(1);
    expect(rejected).toMatchObject([{ at: 'alerts[0].status', raw: JSON.stringify(bad) }]);
  });

  it('generic: a state that is unknown', () => {
    const event = { host: 'a', check: 'b', state: 'ok' };
    const { events, rejected } = read('generic', [event, { ...event, state: 'up' }]);
    expect(events).toHaveLength(1);
    expect(rejected).toMatchObject([{ at: '[1].state' }]);
  });
});

describe('prometheus', () => {
  it.each([
    ['4 min ahead', '2026-11-23T19:04:00Z', 'problem', 240_000],
    ['absent', undefined, 'problem', 300_000],
    ['Go’s zero time', '0001-01-01T00:00:00Z', 'problem', 300_000],
    ['now', '2026-11-23T19:00:00Z', 'clear', 0],
    ['past', '2026-11-23T18:59:00.123456789Z', 'clear', 0],
    ['past in another zone', '2026-11-23T19:59:00+01:00', 'clear', 0],
    ['just ahead, by two clocks that differ', '2026-11-23T19:00:00.900Z', 'clear', 0],
  ])('endsAt %s', (_what, endsAt, state, withinMs) => {
    const event = only('prometheus', [{ labels: { alertname: 'X' }, startsAt: '2026-11-23T18:58:00Z', endsAt }]);
    expect(event).toMatchObject({ state, ending: { by: 'lease', withinMs } });
  });

  it.each([
    [{ severity: 'page' }, 'critical'],
    [{ severity: 'CRITICAL' }, 'critical'],
    [{ severity: 'error' }, 'high'],
    [{ severity: 'warn' }, 'warning'],
    [{ severity: 'info' }, 'info'],
    [{ severity: 'P1' }, 'warning'],
    [{}, 'warning'],
  ])('%j is %s', (labels, severity) => {
    expect(only('prometheus', [{ labels: { alertname: 'X', ...labels } }]).severity).toBe(severity);
  });

  it('takes the profile’s own severities, ignored labels and clock', () => {
    const adapter = source('prometheus').adapter;
    const settings = adapter.settings.parse({
      type: 'prometheus',
      severities: { P1: 'critical' },
      ignoreLabels: ['pod'],
      clock: 'received',
    });
    const own = { adapter, token: null, profile: sourceProfile('mine', settings, { tenant: 't', timezone: 'UTC' }) };
    const alert = (pod: string): object => ({
      labels: { alertname: 'X', severity: 'p1', pod },
      startsAt: '2026-11-23T18:59:00Z',
    });
    const { events } = readBody(own, Buffer.from(JSON.stringify([alert('a'), alert('b')])), receivedAt);
    expect(events).toMatchObject([{ severity: 'critical', clock: 'received', occurredAt: receivedAt }, {}]);
    expect(events[0]?.fingerprint).toBe(events[1]?.fingerprint);
  });

  it('prefers labels that name the machine, and tells the peer', () => {
    const labels = { alertname: 'X', instance: '10.0.0.1:9100', node: 'n1', hostname: 'h1', peer: 'srv-2' };
    expect(only('prometheus', [{ labels }])).toMatchObject({
      host: '10.0.0.1:9100',
      hints: ['h1', 'n1', '10.0.0.1:9100'],
      peer: 'srv-2',
    });
    expect(only('prometheus', [{ labels: { alertname: 'X', node: 'n1' } }])).toMatchObject({
      host: 'n1',
      hints: ['n1'],
    });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'http://', `http://a/${'x'.repeat(5000)}`])(
    'lets no link %.20s pass',
    (link) => {
      expect(only('prometheus', [{ ...good, generatorURL: link }]).link).toBeUndefined();
    },
  );

  it('tells the runbook: the first that a person may follow', () => {
    const url = 'https://wiki.example.net/run';
    const told = (annotations: object, labels: object = {}): string | undefined =>
      only('prometheus', [{ labels: { alertname: 'X', ...labels }, annotations }]).runbook;
    expect(told({ runbook_url: url })).toBe(url);
    expect(told({ runbook: url })).toBe(url);
    expect(told({}, { runbook_url: url })).toBe(url);
    expect(told({ runbook_url: 'javascript:alert(1)', runbook: url })).toBe(url);
    expect(told({ runbook_url: 'javascript:alert(1)' })).toBeUndefined();
    expect(told({ runbook_url: `https://a/${'x'.repeat(5_000)}` })).toBeUndefined();
  });

  it('takes an empty batch', () => {
    expect(read('prometheus', [])).toEqual({ events: [], rejected: [] });
  });
});

describe('alertmanager', () => {
  it.each([
    [{ status: 'firing', endsAt: '0001-01-01T00:00:00Z' }, 'problem'],
    [{ status: 'resolved', endsAt: '2026-11-23T18:59:00Z' }, 'clear'],
    [{ status: 'resolved', endsAt: '2026-11-23T19:59:00Z' }, 'clear'],
    [{ endsAt: '0001-01-01T00:00:00Z' }, 'problem'],
    [{ endsAt: '2026-11-23T18:59:00Z' }, 'clear'],
    [{}, 'problem'],
  ])('%j is a %s', (said, state) => {
    const alert = { labels: { alertname: 'X' }, startsAt: '2026-11-23T18:58:00Z', ...said };
    expect(only('alertmanager', { alerts: [alert] })).toMatchObject({ state, ending: { by: 'clear' } });
  });
});

describe('zabbix', () => {
  const problem = { 'EVENT.ID': '7', 'EVENT.VALUE': '1', 'TRIGGER.ID': '3', 'HOST.HOST': 'web-01' };

  it('takes the least that a media type can send', () => {
    expect(only('zabbix', problem)).toMatchObject({
      name: 'Zabbix event 7',
      severity: 'warning',
      clock: 'received',
      host: 'web-01',
    });
    expect(only('zabbix', { ...problem, 'HOST.HOST': '*UNKNOWN*', 'HOST.NAME': '' }).host).toBe('');
  });

  it('reads tags as text, as a quoted list, and not at all from a list that is none', () => {
    const tags = (more: object): object => only('zabbix', { ...problem, ...more }).labels;
    expect(tags({ 'EVENT.TAGS': 'component:cpu, empty, url:http://a' })).toMatchObject({
      component: 'cpu',
      empty: '',
      url: 'http://a',
    });
    expect(tags({ 'EVENT.TAGSJSON': '[{"tag":"a","value":"1"}]' })).toMatchObject({ a: '1' });
    expect(tags({ 'EVENT.TAGSJSON': '[{"tag":"a"' })).toEqual({ event_id: '7', trigger_id: '3' });
    expect(tags({ 'EVENT.TAGSJSON': [{ tag: '__proto__', value: 'x' }] })).toEqual({ event_id: '7', trigger_id: '3' });
    expect(refusal('zabbix', { ...problem, 'EVENT.TAGSJSON': [{ tag: 1 }] }).code).toBe('wrong-shape');
  });

  it.each([
    [{ 'EVENT.DATE': '2026.11.23', 'EVENT.TIME': '18:59:00' }, Date.parse('2026-11-23T18:59:00Z')],
    [{ 'EVENT.TIMESTAMP': '1795460340' }, 1_795_460_340_000],
    [{ 'EVENT.DATE': '2026.13.23', 'EVENT.TIME': '18:59:00' }, receivedAt],
    [{ 'EVENT.DATE': '23/11/2026', 'EVENT.TIME': '18:59:00' }, receivedAt],
    [{ 'EVENT.DATE': '{EVENT.DATE}', 'EVENT.TIME': '{EVENT.TIME}' }, receivedAt],
  ])('%j is %d', (said, occurredAt) => {
    expect(only('zabbix', { ...problem, ...said }).occurredAt).toBe(occurredAt);
  });
});

describe('generic', () => {
  const event = {
    host: 'web-01',
    check: 'HTTP not answering',
    state: 'problem',
    severity: 'critical',
    message: 'no answer',
    at: '2026-11-23T18:59:59Z',
  };

  it('reads a problem, its end and a change', () => {
    const problem = only('generic', event);
    expect(problem).toMatchObject({
      state: 'problem',
      name: event.check,
      effect: 'down',
      message: 'no answer',
      clock: 'trusted',
      occurredAt: receivedAt - 1000,
      ending: { by: 'clear' },
      raw: JSON.stringify(event),
    });
    expect(only('generic', { ...event, state: 'ok' })).toMatchObject({
      state: 'clear',
      fingerprint: problem.fingerprint,
    });
    expect(only('generic', { host: 'web-01', check: 'change', state: 'info' })).toMatchObject({
      state: 'info',
      severity: 'info',
      effect: 'informs',
    });
  });

  it('goes by key if there is one', () => {
    const one = only('generic', { ...event, key: 'k' });
    expect(only('generic', { ...event, key: 'k', host: 'other', check: 'else' }).fingerprint).toBe(one.fingerprint);
    expect(only('generic', event).fingerprint).not.toBe(one.fingerprint);
  });

  it('tells the peer', () => {
    expect(only('generic', { ...event, labels: { peer: 'srv-2' } }).peer).toBe('srv-2');
  });
});

describe('what is too much', () => {
  it('is cut and marked, and kept in raw', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`l${index}`, 'x']));
    const event = only('prometheus', [{ labels: { alertname: 'X', ...many } }]);
    expect(Object.keys(event.labels)).toHaveLength(maxLabels);
    expect(event).toMatchObject({ truncated: true, labels: { alertname: 'X' } });
    expect(event.raw).toContain('"l199"');
  });

  it('is cut between characters', () => {
    const long = 'é'.repeat(maxValueBytes);
    const event = only('prometheus', [{ labels: { alertname: 'X', a: `x${long}` }, annotations: { summary: long } }]);
    expect(event.truncated).toBe(true);
    expect(event.labels['a']).toBe(`x${'é'.repeat(maxValueBytes / 2 - 1)}`);
    expect(Buffer.byteLength(event.message)).toBe(maxValueBytes);
  });

  it('does not change identity', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`l${index}`, 'x']));
    const prints = ['x', 'y'].map((last) => only('prometheus', [{ labels: { ...many, l199: last } }]).fingerprint);
    expect(prints[0]).not.toBe(prints[1]);
  });
});

describe('settings', () => {
  it.each([...adapters.values()])('$type refuses what it does not know', ({ type, settings }) => {
    expect(settings.safeParse({ type }).success).toBe(true);
    expect(settings.safeParse({ type, tokn: 'x' }).success).toBe(false);
    expect(settings.safeParse({ type, timezone: 'Mars/Base' }).success).toBe(false);
    expect(settings.safeParse({ type, effects: [{ name: '(?=x)', effect: 'down' }] }).success).toBe(false);
    expect(settings.safeParse({ type, effects: [{ name: '^disk', effect: 'down' }] }).success).toBe(true);
  });
});
