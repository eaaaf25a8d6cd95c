// Kinds of trouble by general words: what monitoring systems of all sorts call their checks.
import { expect, test } from 'vitest';
import { lostPart, symptomKind } from './symptom-kind.ts';

test.each([
  ['HighRequestErrorRate', 'error'],
  ['service availability below target', 'error'],
  ['login success rate', 'error'],
  ['HighRequestLatency', 'latency'],
  ['http_server_response_time_p95', 'latency'],
  ['http client latency p99', 'client'],
  ['upstream response time', 'client'],
  ['NoRequestsReceived', 'traffic'],
  ['No new messages in queue', 'traffic'],
  ['orders throughput dropped', 'traffic'],
  ['CPUThrottlingHigh', 'resource'],
  ['KubePodCrashLooping', 'resource'],
  ['KubePodNotReady', 'resource'],
  ['FailedPodsDetected', 'resource'],
  ['failed login for pod-reader', 'error'],
  ['DiskWillFillIn4Hours', 'capacity'],
  ['Unavailable by ICMP ping', 'reachability'],
  ['something else', 'other'],
])('%s is %s', (name, kind) => {
  expect(symptomKind(name, '')).toBe(kind);
});

test.each([
  ['Unavailable by ICMP ping', '', 'machine'],
  ['HostDown', '', 'machine'],
  ['node_unreachable', '', 'machine'],
  ['%LINK-3-UPDOWN Interface TenGigabitEthernet1/0/1, changed state to down', '', 'link'],
  ['IfOperStatus', 'uplink to core-2 is down', 'link'],
  ['RedisDown', 'redis is down', null],
  ['TargetDown', 'app-1 cannot be scraped', null],
  ['HighErrorRate', 'database host unreachable', null],
])('%s (%s) has lost %s', (name, message, part) => {
  expect(lostPart(symptomKind(name, message), name, message)).toBe(part);
});
