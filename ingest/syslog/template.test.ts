import { describe, expect, it } from 'vitest';
import { otherTemplate, TemplateLimit } from './template-limit.ts';
import { templateOf } from './template.ts';

describe('take the variables out of a message', () => {
  it.each([
    [
      'ERROR request_id=eed66150 could not connect to server: No route to host (srv-02.example.net:5432) after 3005 ms',
      'ERROR request_id=<*> could not connect to server: No route to host (<*>) after <*> ms',
    ],
    [
      'Failed password for invalid user admin from 203.0.113.149 port 52146 ssh2',
      'Failed password for invalid user <*> from <*> port <*>',
    ],
    ['Failed password for root from 203.0.113.149 port 52146 ssh2', 'Failed password for <*> from <*> port <*>'],
    ['user unknown', 'user unknown'],
    ['reading "a file" of /var/lib/x', 'reading <*> of <*>'],
    ['connection to gateway lost', 'connection to gateway lost'],
    ['connection from 10.0.0.1 () at Sun Jul 3 10:00:00 2005', 'connection from <*> (<*>) at <*>'],
    ['', ''],
  ])('%s', (message, expected) => {
    expect(templateOf(message)).toBe(expected);
  });

  it('reads no further than it needs', () => {
    expect(templateOf('word '.repeat(100_000)).length).toBeLessThanOrEqual(300);
  });

  it('counts what a writer invents beyond its share as one', () => {
    const limit = new TemplateLimit();
    const admitted = Array.from({ length: 300 }, (_, index) => limit.admit('h\napp', `t${String(index)}`));
    expect(admitted[127]).toBe('t127');
    expect(admitted[128]).toBe(otherTemplate);
    expect(limit.admit('h\napp', 't0')).toBe('t0');
    expect(limit.admit('h\nother', 'new')).toBe('new');
  });
});
