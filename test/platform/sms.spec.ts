import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { FolderSmsSender, GatewaySmsSender, type SmsError } from '../../src/platform/sms';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';

const message = { id: 'outbox-18', to: '+4915123456789', text: 'Code 123456' };

describe('short messages by HTTP gateway', () => {
  const requests: { request: IncomingMessage; body: string }[] = [];
  let server: Server;
  let url: string;
  /** What the gateway does; null: it never answers. */
  let status: number | null = 200;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        requests.push({ request, body });
        if (status === null) return;
        response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end(`words about ${message.to}`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}/send`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('posts the message with its token and its number', async () => {
    status = 202;
    await new GatewaySmsSender(url, 'secret-token').send(message);
    const { request, body } = requests.at(-1)!;
    expect(JSON.parse(body)).toEqual(message);
    expect(request).toMatchObject({ method: 'POST', url: '/send' });
    expect(request.headers).toMatchObject({
      authorization: 'Bearer secret-token',
      'idempotency-key': 'outbox-18',
      'content-type': 'application/json',
    });
  });

  it.each([
    [422, true, 'status 422'],
    [404, true, 'status 404'],
    [401, false, 'status 401'],
    [429, false, 'status 429'],
    [500, false, 'status 500'],
    [302, false, 'unreachable'],
  ])('tells what status %i means', async (given, permanent, code) => {
    status = given;
    const error = (await new GatewaySmsSender(url, 't').send(message).catch((each: unknown) => each)) as SmsError;
    expect(error).toMatchObject({ name: 'SmsError', permanent, code });
    expect(`${error.message} ${String(error.cause)}`).not.toContain('4915123456789');
  });

  it('does not wait for ever', async () => {
    status = null;
    await expect(new GatewaySmsSender(url, 't', 50).send(message)).rejects.toMatchObject({ permanent: false, code: 'timeout' });
  });

  it('asks for another try when nobody answers', async () => {
    await expect(new GatewaySmsSender('http://127.0.0.1:1/', 't').send(message)).rejects.toMatchObject({
      permanent: false,
      code: 'unreachable',
    });
  });
});

describe('short messages into a folder', () => {
  it('writes one file for each', async () => {
    const folder = createTemporaryFolder();
    await new FolderSmsSender(join(folder, 'sms')).send(message);
    expect(JSON.parse(readFileSync(join(folder, 'sms/outbox-18.json'), 'utf8'))).toEqual(message);
    removeFolder(folder);
  });
});
