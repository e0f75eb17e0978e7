import type { InteractionDetail, MessageView, NewMessage } from '../../src/shared/api/schema';
import { aMessage, anId, ANA } from '../../src/shared/desk/fixtures/build';
import type { World } from './worlds';

const json = (body: unknown, status = 200): Response => new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const refusal = (status: number, code: string, message: string): Response => json({ error: { code, message, request_id: 'req_gallery' } }, status);

const sent = (interactionId: string, body: NewMessage, world: World): MessageView =>
  aMessage({
    id: anId('msg'),
    interaction_id: interactionId,
    thread_id: world.details.get(interactionId)?.interaction.thread_id ?? '',
    direction: body.note ? 'note' : 'outbound',
    author: { kind: 'agent', user_id: ANA },
    author_name: 'Ana Ruiz',
    parts: [{ type: 'text', text: body.text ?? '' }],
    at: Date.now(),
    client_msg_id: body.client_msg_id,
    delivery: body.note ? null : 'sent',
  });

type Handler = (found: RegExpExecArray, request: Request, world: World) => Response | Promise<Response>;

const detailOf = (world: World, id: string): InteractionDetail | undefined => world.details.get(id);

const ROUTES: readonly [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/session$/, (_, __, world) => (world.signedIn ? json(world.snapshot.me) : refusal(401, 'unauthenticated', ''))],
  ['GET', /^\/session\/options$/, (_, __, world) => json(world.signIn)],
  ['POST', /^\/session$/, () => refusal(401, 'unauthenticated', 'User name or password is not right. 4 more tries, then a pause of 15 minutes.')],
  ['GET', /^\/desk$/, (_, __, world) => json(world.snapshot)],
  ['PUT', /^\/desk\/state$/, (_, __, world) => json({ ...world.snapshot.agent, version: 2 })],
  ['POST', /^\/events\/ticket$/, (_, __, world) => (world.offline ? Response.error() : json({ ticket: 't', expires_at: 0 }))],
  ['GET', /^\/interactions\/([^/]+)$/, (found, _, world) => json(detailOf(world, found[1] ?? '') ?? { error: { code: 'not_found', message: 'There is no such chat.' } }, detailOf(world, found[1] ?? '') ? 200 : 404)],
  ['GET', /^\/interactions\/([^/]+)\/messages$/, () => json({ items: [] })],
  [
    'POST',
    /^\/interactions\/([^/]+)\/messages$/,
    async (found, request, world) => {
      if (world.offline) throw new TypeError('offline');
      return json(sent(found[1] ?? '', (await request.json()) as NewMessage, world), 202);
    },
  ],
  ['POST', /^\/interactions\/([^/]+)\/read$/, () => json(undefined, 204)],
  ['GET', /^\/transfer-targets$/, (_, __, world) => json(world.targets)],
  ['GET', /^\/records$/, (_, request, world) => world.records(new URL(request.url).searchParams)],
  ['GET', /^\/records\/([^/]+)$/, (_, __, world) => (world.record ? json(world.record) : refusal(404, 'not_found', 'There is no such record.'))],
  ['GET', /^\/agents$/, (_, __, world) => json({ items: [world.snapshot.agent] })],
  ['GET', /^\/sessions$/, (_, __, world) => json({ items: world.sessions })],
];

/** Answers everything the app asks, from a world of examples. Nothing leaves the window. */
export const mockServer = (world: World): void => {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/api/v1/') || url.pathname.startsWith('/api/v1/attachments/')) return real(input, init);
    const path = url.pathname.slice('/api/v1'.length);
    if (world.hang?.test(path)) return new Promise(() => undefined);
    for (const [method, pattern, handler] of ROUTES) {
      const found = pattern.exec(path);
      if (found && method === request.method) return handler(found, request, world);
    }
    return refusal(500, 'internal', `Nothing is mocked for ${request.method} ${path}.`);
  };
  globalThis.WebSocket = class extends EventTarget {
    static readonly OPEN = 1;
    readyState = 1;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: (() => void) | null = null;
    constructor() {
      super();
      const say = (frame: unknown) => this.onmessage?.({ data: JSON.stringify(frame) });
      setTimeout(() => {
        say({ kind: 'hello', seq: world.snapshot.seq, server_time: world.snapshot.server_time, ping_every_ms: 600_000 });
        for (const frame of world.frames) say(frame);
      }, 10);
    }
    send() {
      // Nobody listens.
    }
    close() {
      this.readyState = 3;
    }
  } as unknown as typeof WebSocket;
};
