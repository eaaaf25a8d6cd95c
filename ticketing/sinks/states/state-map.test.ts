import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkStates } from './check-states.ts';
import { stateMapOf, States } from './state-map.ts';

const schema = stateMapOf(z.string().min(1).max(20));
const stock = { registered: ['new'], assigned: ['open'], resolved: ['resolved'], closed: ['rejected'] };

describe('a state map', () => {
  it('reads every status, writes the first of a step, and leaves the rest as the system has it', () => {
    const states = new States(
      schema.parse({ assigned: ['working', 'with us'], resolved: 'fixed', pending: 'vendor' }),
      stock,
    );
    expect(
      ['working', 'with us', 'open', 'fixed', 'resolved', 'vendor', 'odd'].map((status) => states.standingOf(status)),
    ).toEqual(['in-progress', 'in-progress', 'in-progress', 'resolved', 'resolved', 'pending', null]);
    expect([states.at('assigned'), states.at('resolved'), states.at('registered'), states.at('diagnosed')]).toEqual([
      'working',
      'fixed',
      'new',
      null,
    ]);
    expect([states.isEnded('fixed'), states.isEnded('rejected'), states.isEnded('vendor')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('the eight steps are taken; steps that a ticket does not tell apart may share a status', () => {
    const eight = { registered: 'a', qualified: 'a', prioritised: 'a', assigned: 'b', diagnosed: 'b', resolved: 'c' };
    const states = new States(schema.parse({ ...eight, closed: 'd', 'post-mortem': 'd' }), {});
    expect(['a', 'b', 'c', 'd'].map((status) => states.standingOf(status))).toEqual([
      'new',
      'in-progress',
      'resolved',
      'closed',
    ]);
  });

  it.each([
    [{ resolved: 'done', closed: 'done' }, /closed.*"done" stands for resolved already/],
    [{ pending: ['x'], assigned: ['y', 'x'] }, /pending.*"x" stands for assigned already/],
    [{ solved: 'x' }, /solved/],
    [{ resolved: [] }, /resolved/],
    [{ resolved: 7 }, /resolved/],
    [['resolved'], /object/],
  ])('refuses %j, and says where', (wrong, reason) => {
    const read = schema.safeParse(wrong);
    expect(read.success).toBe(false);
    expect(
      JSON.stringify(read.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)).replace(/\\/g, ''),
    ).toMatch(reason);
  });
});

describe('what doctor says of it', () => {
  const named = new States(schema.parse({ resolved: 'Resolvd', pending: 'vendor' }), stock);
  const none = (): boolean => false;

  it('a name that the system does not have is a fault that names the nearest', () => {
    const [second, first] = checkStates(named, { system: 'Jira', statuses: ['Resolved', 'Open'], isAll: true }, none);
    expect(first).toMatchObject({
      level: 'fault',
      what: expect.stringMatching(/names "vendor".*it has Resolved, Open/) as string,
    });
    expect(second).toMatchObject({
      level: 'fault',
      what: expect.stringMatching(/states.resolved names "Resolvd".*nearest is "Resolved"/) as string,
    });
  });

  it('where the system tells no list, it is only a warning', () => {
    const found = checkStates(named, { system: 'RT', statuses: ['vendor'], isAll: false }, none);
    expect(found).toMatchObject([
      { level: 'warning', what: expect.stringContaining('no ticket there has this status') as string },
    ]);
  });

  it('a status in use that no step names is told', () => {
    const states = new States({}, stock);
    const found = checkStates(
      states,
      { system: 'RT', statuses: ['open', 'odd'], isAll: false },
      (status) => states.standingOf(status) === null,
    );
    expect(found).toMatchObject([{ level: 'warning', what: expect.stringContaining('"odd"') as string }]);
  });

  it('resolving into what the system takes for closed is told', () => {
    const states = new States(schema.parse({ resolved: 'rejected' }), stock);
    const found = checkStates(states, { system: 'RT', statuses: ['rejected'], isAll: true }, none);
    expect(found).toMatchObject([{ level: 'warning', what: expect.stringContaining('closed there') as string }]);
  });

  it('says so when all fits', () => {
    expect(checkStates(new States({}, stock), { system: 'RT', statuses: [], isAll: true }, none)).toMatchObject([
      { level: 'fine' },
    ]);
  });
});
