// The reading half of Alertmanager's v2 API: amtool and Grafana's data source see what Vigie has open.
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { rfc3339 } from '../../../domain/zoned-time.ts';
import type { ApiOptions } from '../api-options.ts';
import { groupAlerts } from './alert-groups.ts';
import { asJsonArray, listing, readWanted } from './alert-listing.ts';
import { receiverName } from './gettable-alert.ts';

export function alertmanagerReads(app: FastifyInstance, options: ApiOptions): void {
  app.get('/api/v2/alerts', async (request, reply) => {
    const wanted = readWanted(request.query);
    return reply.type('application/json').send(Readable.from(asJsonArray(listing(options, wanted))));
  });
  app.get('/api/v2/alerts/groups', async (request, reply) => {
    const { groups, truncated } = await groupAlerts(listing(options, readWanted(request.query)));
    return reply.header('x-vigie-truncated', String(truncated)).send(groups);
  });
  app.get('/api/v2/status', async () => alertmanagerStatus(options));
  app.get('/api/v2/receivers', async () => [{ name: receiverName }]);
}

const configText = `route:\n  receiver: ${receiverName}\nreceivers:\n- name: ${receiverName}\n`;

function alertmanagerStatus({ version, startedAt }: ApiOptions) {
  return {
    cluster: { peers: [], status: 'disabled' },
    config: { original: configText },
    uptime: rfc3339(startedAt),
    versionInfo: { branch: '', buildDate: '', buildUser: '', goVersion: '', revision: '', version },
  };
}
