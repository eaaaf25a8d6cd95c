import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import { buildBinder, type Binder, type BindingAnswer, type BindingQuestion } from './bind.ts';
import { buildGraph } from './graph.ts';

const storm = buildBinder(buildGraph(Cmdb.parse(JSON.parse(readFileSync('tests/fixtures/storm/cmdb.json', 'utf8')))));

function binderOf(...cis: object[]): Binder {
  return buildBinder(buildGraph(Cmdb.parse({ version: 1, cis })));
}

function ask(binder: Binder, question: Partial<BindingQuestion>): BindingAnswer {
  return binder({
    sourceType: 'prometheus',
    host: '',
    hints: [],
    peer: null,
    labels: {},
    effect: 'down',
    ...question,
  });
}

function bound(binder: Binder, question: Partial<BindingQuestion>): string {
  const { binding, reason } = ask(binder, question);
  return binding === null ? reason : `${binding.ci} by ${binding.by} ${binding.confidence}`;
}

describe('bind on the recorded storm', () => {
  it.each([
    ['srv-07', 'srv-07 by id 1'],
    ['SRV-07', 'srv-07 by id 1'],
    ['srv-07.example.net:9100', 'srv-07 by name 0.95'],
    ['WEB-02.example.net', 'web-02 by name 0.95'],
    ['db-02.example.net:9187', 'db-02 by name 0.95'],
    ['db-02.example.net.', 'db-02 by name 0.95'],
    ['shop-db', 'db-02 by alias 0.95'],
    ['127.0.0.1:19600', 'shop-web by alias 0.95'],
    ['198.51.100.1', 'sw-core-02 by address 1'],
    ['198.51.100.201:443', 'shop-web by address 1'],
    ['https://user:secret@web-01.example.net:8443/status?x=1', 'web-01 by name 0.95'],
    ['web-01.mgmt.example.org', 'web-01 by short-name 0.6'],
    ['127.0.0.1', 'unbound'],
    ['127.0.0.1:9100', 'unbound'],
    ['localhost:9100', 'unbound'],
    ['[::1]:9100', 'unbound'],
    ['srv-99.example.net', 'unbound'],
    ['', 'unbound'],
    ['__proto__', 'unbound'],
    ['x'.repeat(10_000), 'unbound'],
  ])('%s', (host, expected) => {
    expect(bound(storm, { host })).toBe(expected);
  });

  it('takes a label before the instance', () => {
    expect(bound(storm, { host: '127.0.0.1:9100', labels: { host: 'db-01' } })).toBe('db-01 by label 1');
  });

  it('takes hints in order, the host first', () => {
    expect(bound(storm, { host: 'SHOP', hints: ['Shop front page', '198.51.100.1'] })).toBe('shop-web by name 0.95');
  });

  it('says what it tried', () => {
    expect(ask(storm, { host: 'nobody', hints: ['192.0.2.250'], labels: { node: 'n' } })).toEqual({
      reason: 'unbound',
      binding: null,
      peerCi: null,
      tried: ['n', 'nobody', '192.0.2.250'],
    });
  });
});

describe('bind by the sender of a syslog line', () => {
  const of = (host: string, hint: string): string => bound(storm, { sourceType: 'syslog', host, hints: [hint] });

  it('binds a line that names no host, or only this very machine', () => {
    expect(of('', '198.51.100.1')).toBe('sw-core-02 by sender 1');
    expect(of('localhost', '198.51.100.101')).toBe('srv-01 by sender 1');
  });

  it('guesses that a device with another name is itself, but never takes a relay for the host', () => {
    expect(of('CORE-PARIS', '198.51.100.1')).toBe('sw-core-02 by sender 0.6');
    expect(of('newbox', '198.51.100.101')).toBe('unbound');
  });
});

describe('bind a short name', () => {
  const two = binderOf(
    { id: '1', name: 'app.paris.example.net', aliases: ['192.0.2.1'] },
    { id: '2', name: 'app.lyon.example.net', aliases: ['192.0.2.2'] },
    { id: '3', name: 'only.paris.example.net' },
    { id: '4', name: 'twin' },
    { id: '5', name: 'twin' },
  );

  it('binds where only one has it', () => {
    expect(bound(two, { host: 'only' })).toBe('3 by short-name 0.85');
  });

  it('refuses to choose between two', () => {
    expect(ask(two, { host: 'app:80' })).toEqual({
      reason: 'bound-ambiguous',
      binding: null,
      peerCi: null,
      value: 'app:80',
      candidates: ['1', '2'],
    });
    expect(bound(two, { host: 'twin' })).toBe('bound-ambiguous');
  });

  it('lets an address settle it, if it is of one of the two', () => {
    expect(bound(two, { host: 'app', hints: ['192.0.2.2'] })).toBe('2 by address 1');
    expect(bound(two, { host: 'app', hints: ['only.paris.example.net'] })).toBe('bound-ambiguous');
  });

  it('takes a whole name before a short one', () => {
    expect(bound(two, { host: 'app.lyon.example.net' })).toBe('2 by name 0.95');
  });

  it('prefers an id to the name of another', () => {
    expect(bound(binderOf({ id: 'a', name: 'b' }, { id: 'b', name: 'a' }), { host: 'A' })).toBe('a by id 1');
  });

  it('reads IPv6, with and without port', () => {
    const six = binderOf({ id: 'r', aliases: ['2001:db8::1'] });
    expect(bound(six, { host: '[2001:DB8::1]:443' })).toBe('r by address 1');
    expect(bound(six, { host: '2001:db8::1' })).toBe('r by address 1');
  });
});

describe('bind an alert about a peer', () => {
  it.each([
    ['lb-01', 'web-02', 'degraded', 'web-02 by peer 1', 'web-02'],
    ['shop-web', 'db-01', 'down', 'db-01 by peer 1', 'db-01'],
    ['shop-web', 'db-01', 'degraded', 'shop-web by id 1', 'db-01'],
    ['sw-acc-01', 'sw-core-02', 'down', 'sw-acc-01 by id 1', 'sw-core-02'],
    ['db-02', 'db-01', 'down', 'db-02 by id 1', 'db-01'],
    ['probe.elsewhere', 'db-01', 'degraded', 'db-01 by peer 1', 'db-01'],
    ['lb-01', 'nobody', 'down', 'lb-01 by id 1', null],
  ] as const)('%s about %s (%s): %s', (host, peer, effect, expected, peerCi) => {
    expect(bound(storm, { host, peer, effect })).toBe(expected);
    expect(ask(storm, { host, peer, effect }).peerCi).toBe(peerCi);
  });
});
