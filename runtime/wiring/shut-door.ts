// The door while a demo plays: what other sources send is refused, not mixed in.
import type { FastifyPluginAsync, FastifyReply } from 'fastify';

const refused = { error: { code: 'demo-running', message: 'a demo plays: other sources are refused' } };

export const shutDoor: FastifyPluginAsync = async (app) => {
  const refuse = (_request: unknown, reply: FastifyReply): FastifyReply => reply.code(403).send(refused);
  // Refused before the body is read.
  app.addHook('onRequest', async (request, reply) => refuse(request, reply));
  app.post('/ingest/:name', refuse);
  app.post('/api/v2/alerts', refuse);
};
