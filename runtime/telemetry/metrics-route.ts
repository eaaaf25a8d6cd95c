// `GET /metrics`: the metrics in Prometheus' text format.
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

export function addMetricsRoute(app: FastifyInstance, { registry }: Metrics): void {
  app.get('/metrics', async (_request, reply) => {
    void reply.header('content-type', registry.contentType);
    return registry.metrics();
  });
}
