// What most people would write: LISTEN by pg, and server-sent events by plain http, each payload encoded once for all.
'use strict';
const http = require('http');
const { Client } = require('pg');

const [httpPort, postgresPort, channel] = process.argv.slice(2);
const responses = new Set();

const listener = new Client({ host: '127.0.0.1', port: Number(postgresPort), user: 'postgres', database: 'postgres' });
listener.on('notification', ({ payload }) => {
  const event = Buffer.from(`data: ${payload}\n\n`);
  for (const response of responses) response.write(event);
});

http.createServer((request, response) => {
  request.socket.setNoDelay(true);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': ready\n\n');
  responses.add(response);
  response.on('close', () => responses.delete(response));
}).listen(Number(httpPort), '127.0.0.1', 4096, async () => {
  await listener.connect();
  await listener.query(`LISTEN "${channel}"`);
  console.log('ready');
});
