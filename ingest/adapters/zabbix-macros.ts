// What a Zabbix macro says, if it says anything: one without a value arrives as its own name.
import { z } from 'zod';
import { instantOf } from '../../domain/zoned-time.ts';

const names = [
  'EVENT.ID',
  'EVENT.VALUE',
  'EVENT.NAME',
  'EVENT.DATE',
  'EVENT.TIME',
  'EVENT.TIMESTAMP',
  'EVENT.NSEVERITY',
  'EVENT.SEVERITY',
  'EVENT.OPDATA',
  'EVENT.TAGS',
  'EVENT.RECOVERY.DATE',
  'EVENT.RECOVERY.TIME',
  'EVENT.RECOVERY.TIMESTAMP',
  'TRIGGER.ID',
  'TRIGGER.NAME',
  'TRIGGER.NSEVERITY',
  'TRIGGER.SEVERITY',
  'TRIGGER.URL',
  'TRIGGER.HOSTGROUP.NAME',
  'HOST.HOST',
  'HOST.NAME',
  'HOST.IP',
  'HOST.DNS',
  'HOST.CONN',
  'ITEM.KEY',
] as const;
export type MacroName = (typeof names)[number];

const member = z.string().optional();
/** Strings all: a number or null in one of them is of the wrong type. */
export const MacroMembers = z.object(
  Object.fromEntries(names.map((name) => [name, member])) as Record<MacroName, typeof member>,
);
export type Macros = z.infer<typeof MacroMembers>;

const unsaid = /^(\*UNKNOWN\*|\{[A-Z0-9.]+\}|)$/;

/** The value, or undefined: absent, empty, `*UNKNOWN*` or the literal macro (sources-observed, Zabbix). */
export function said(macros: Macros, name: MacroName): string | undefined {
  const value = macros[name];
  return value === undefined || unsaid.test(value) ? undefined : value;
}

const datePattern = /^(\d{4})\.(\d\d)\.(\d\d)$/;
const timePattern = /^(\d\d):(\d\d):(\d\d)$/;

/** `EVENT` or `EVENT.RECOVERY`: its timestamp (7.0), else its date and time, which carry no zone. Null if unsaid. */
export function zabbixInstant(macros: Macros, event: 'EVENT' | 'EVENT.RECOVERY', zone: string): number | null {
  const timestamp = said(macros, `${event}.TIMESTAMP`);
  if (timestamp !== undefined && /^\d{1,12}$/.test(timestamp)) return Number(timestamp) * 1000;
  const date = datePattern.exec(said(macros, `${event}.DATE`) ?? '');
  const time = timePattern.exec(said(macros, `${event}.TIME`) ?? '');
  if (date === null || time === null) return null;
  const [year = 0, month = 0, day = 0] = date.slice(1).map(Number);
  const [hour = 0, minute = 0, second = 0] = time.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null;
  return instantOf(Date.UTC(year, month - 1, day, hour, minute, second), zone);
}
