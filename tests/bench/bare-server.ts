// The peer of the door: bare node:http with one durable SQLite commit per POST, nothing read of the body.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(join(process.argv[2] ?? '.', 'bare.db'));
database.exec(
  'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE posts (id INTEGER PRIMARY KEY, body BLOB)',
);
const insert = database.prepare('INSERT INTO posts (body) VALUES (?)');

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    insert.run(Buffer.concat(chunks));
    response.end('{}');
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
process.on('disconnect', () => process.exit());
