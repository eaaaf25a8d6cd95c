// Lines as relays send them of Windows events: forms taken from NXLog's own source, Snare's appendix A and Winlogbeat's fields.
export interface Logon {
  readonly id: 4624 | 4625;
  readonly account: string;
  readonly address: string;
  readonly type?: string;
}

const auditing = 'Microsoft-Windows-Security-Auditing';
const sentence = { 4624: 'An account was successfully logged on.', 4625: 'An account failed to log on.' };

/** NXLog `to_syslog_ietf` (RFC 5424): values as structured data, line ends of the text as blanks. */
export function ietf(provider: string, id: number, values: Record<string, string>, message: string): string {
  const params = Object.entries({ EventID: String(id), ...values }).map(
    ([name, value]) => `${name}="${escaped(value)}"`,
  );
  return `<11>1 2026-11-23T19:16:12.031000Z dc-01 ${provider} 660 - [NXLOG@14506 ${params.join(' ')}] ${message}`;
}

export function logon({ id, account, address, type = '3' }: Logon): string {
  const values = {
    Keywords: '-9218868437227405312',
    EventType: id === 4625 ? 'AUDIT_FAILURE' : 'AUDIT_SUCCESS',
    Channel: 'Security',
    SubjectUserName: '-',
    TargetUserName: account,
    TargetDomainName: 'EXAMPLE',
    LogonType: type,
    IpAddress: address,
    IpPort: '51234',
  };
  return ietf(auditing, id, values, `${sentence[id]}    Subject:   Security ID:  S-1-0-0`);
}

export function lockout(account: string): string {
  return ietf(auditing, 4740, { TargetUserName: account, TargetDomainName: 'PC-07' }, 'A user account was locked out.');
}

export function defender(id: number, more: Record<string, string> = {}): string {
  const values = { Threat_Name: 'Virus:DOS/EICAR_Test_File', Detection_ID: '{D1}', ...more };
  return ietf('Microsoft-Windows-Windows_Defender', id, values, 'Microsoft Defender Antivirus has spoken.');
}

function escaped(value: string): string {
  return value.replace(/[\\"\]]/g, String.raw`\$&`);
}
