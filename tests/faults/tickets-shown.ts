// The ticket of an incident that names a host, as the console's API shows it to people.
import { IncidentPage } from '../../console/api/incident-contract.ts';
import { TicketPage } from '../../console/api/ticket-contract.ts';

/** Its id; null: none yet. `console` is the address of a process that has the console's role. */
export async function ticketShown(console: string, host: string): Promise<string | null> {
  const ask = async (path: string): Promise<unknown> => (await fetch(`${console}/api/v1/${path}`)).json();
  const incidents = IncidentPage.parse(await ask('incidents?state=all&limit=200')).items;
  const incident = incidents.find(({ title }) => title.includes(host));
  if (incident === undefined) return null;
  const { items } = TicketPage.parse(await ask('tickets?limit=200'));
  return items.find((ticket) => ticket.incident === incident.id)?.id ?? null;
}
