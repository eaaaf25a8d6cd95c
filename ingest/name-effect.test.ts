import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../domain/severity.ts';
import { defaultSources } from './adapters/registry.ts';
import { eventEffect, nameEffect } from './name-effect.ts';

const [{ profile } = { profile: undefined }] = defaultSources('UTC');
if (profile === undefined) throw new Error('no default source');

describe('nameEffect', () => {
  it.each([
    ['HostDown', 'down'],
    ['ShopDown', 'down'],
    ['TargetDown', 'down'],
    ['host_down', 'down'],
    ['Unavailable by ICMP ping', 'down'],
    ['Zabbix agent on web-01 is unreachable for 5 minutes', 'down'],
    ['Shop page answers 503 instead of 200', 'down'],
    ['Database is not answering', 'down'],
    ['Interface Gi0/1(): Link down', 'degraded'],
    ['BGP neighbor 192.0.2.1 down', 'degraded'],
    ['HighErrorRate', 'degraded'],
    ['Replication lag above 60 s', 'degraded'],
    ['ReplicationLag', 'degraded'],
    ['Shop response time above 3 s', 'degraded'],
    ['High CPU utilization (over 90% for 5m)', 'degraded'],
    ['Load average is too high', 'degraded'],
    ['High memory utilization', 'degraded'],
    ['DiskAlmostFull', 'at-risk'],
    ['NodeFilesystemAlmostOutOfSpace', 'at-risk'],
    ['KubePersistentVolumeFillingUp', 'at-risk'],
    ['/var: Disk space is critically low', 'at-risk'],
    ['SSL certificate expires in 7 days', 'at-risk'],
    ['PredictedHostDown', 'at-risk'],
    ['Module 3 over temperature', 'at-risk'],
    ['Watchdog', 'informs'],
    ['InfoInhibitor', 'informs'],
    ['Queue', null],
    ['DownloadFailed', null],
    ['', null],
  ])('%s → %s', (name, effect) => {
    expect(nameEffect(name)).toBe(effect);
  });

  it('is as quick on a hostile name as on any other', () => {
    expect(nameEffect('disk '.repeat(1_000_000))).toBe(null);
  });
});

describe('eventEffect', () => {
  it.each([
    ['critical', 'down'],
    ['high', 'degraded'],
    ['warning', 'at-risk'],
    ['info', 'at-risk'],
  ] as [Severity, string][])('goes by severity where the name says nothing: %s → %s', (severity, effect) => {
    expect(eventEffect('Queue', severity, profile)).toBe(effect);
  });

  it('lets information degrade nothing', () => {
    expect(eventEffect('CPU level 0', 'info', profile)).toBe('at-risk');
  });

  it('asks the profile first', () => {
    const own = {
      ...profile,
      effects: [{ name: RE2JS.compile('^queue', RE2JS.CASE_INSENSITIVE), effect: 'degraded' as const }],
    };
    expect(eventEffect('QueueFull', 'critical', own)).toBe('degraded');
    expect(eventEffect('HostDown', 'warning', own)).toBe('down');
  });
});
