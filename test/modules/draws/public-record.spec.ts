import type { DrawSummary } from '../../../src/modules/draws';
import { DrawWorld, TIMES } from '../../support/draw-world';

const DRAWS = `/api/windows/${DrawWorld.path}/draws`;

describe('the public side of a draw', () => {
  let world: DrawWorld;
  beforeAll(async () => {
    world = await DrawWorld.open();
    await world.enrol({}, {}, {});
    await world.addSlots([{ id: 'a' }, { id: 'b' }]);
    await world.liveUntil(TIMES.closes);
  });
  afterAll(() => world.stop());

  const get = <T = Record<string, unknown>>(url: string) => world.request<T>('GET', url);

  it('tells when it will be and by which round, before anything has happened', async () => {
    const { status, body } = await get(`${DRAWS}/0`);
    expect(status).toBe(200);
    expect(body).toEqual({
      drawId: `${DrawWorld.path}/0`,
      number: 0,
      state: 'scheduled',
      freezeAt: '2026-03-07T09:00:00Z',
      revealBy: '2026-03-07T11:00:00Z',
      drawAt: '2026-03-08T08:00:00Z',
      round: (TIMES.draw - Date.parse('2026-01-01T00:00:00Z') / 1000) / 3 + 1,
      frozenAt: null,
      revealedAt: null,
      drawnAt: null,
      publishedAt: null,
      endedReason: null,
      entries: 0,
      slots: 0,
      served: 0,
      contributions: [{ contributor: 'office', commitment: expect.stringMatching(/^[0-9a-f]{64}$/), secret: null }],
      files: [],
    });
    expect((await get(`${DRAWS}/0/files/entries.txt`)).body).toMatchObject({ status: 404, code: 'draw.no-such-file' });
  });

  it('never shows a sealed secret, or anything else that is not public', async () => {
    await world.liveUntil(TIMES.freeze);
    for (const url of [DRAWS, `${DRAWS}/0`]) {
      const text = (await get(url)).raw.toString('utf8');
      expect(text).not.toMatch(/seal|registration|Yıldız|M-100|person-/i);
    }
    const { body } = await get<DrawSummary>(`${DRAWS}/0`);
    expect(body.contributions[0]!.secret).toMatch(/^[0-9a-f]{64}$/);
  });

  it('lists all draws of a window by number', async () => {
    await world.liveUntil(TIMES.reveal);
    await world.liveUntil(TIMES.draw);
    const { status, body } = await get<{ draws: DrawSummary[] }>(DRAWS);
    expect(status).toBe(200);
    expect(body.draws.map(({ number, state, entries, slots, served }) => ({ number, state, entries, slots, served }))).toEqual([
      { number: 0, state: 'drawn', entries: 3, slots: 2, served: 2 },
      { number: 1, state: 'scheduled', entries: 0, slots: 0, served: 0 },
    ]);
  });

  it('serves every file as it is stored, with its size and hash in the list', async () => {
    const stored = await world.files(0);
    const { body } = await get<DrawSummary>(`${DRAWS}/0`);
    expect(body.files).toHaveLength(stored.size);
    for (const { name, bytes, sha256 } of body.files) {
      const answer = await get(`${DRAWS}/0/files/${name}`);
      expect(answer.status).toBe(200);
      expect(answer.raw.equals(Buffer.from(stored.get(name)!))).toBe(true);
      expect(answer.raw).toHaveLength(bytes);
      expect(answer.headers['content-type']).toBe(name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8');
      const [row] = await world.query('SELECT sha256 FROM draw_files WHERE name = $1', [name]);
      expect(row).toEqual({ sha256 });
    }
  });

  it.each([
    [`/api/windows/${DrawWorld.path}/draws/7`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/00`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/-1`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/zero`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/0%2F0`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/%00`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/7/record.zip`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/7/files/entries.txt`, 'draw.unknown'],
    [`/api/windows/${DrawWorld.path}/draws/0/files/`, 'draw.no-such-file'],
    [`/api/windows/${DrawWorld.path}/draws/0/files/passwords.txt`, 'draw.no-such-file'],
    [`/api/windows/${DrawWorld.path}/draws/0/files/ENTRIES.txt`, 'draw.no-such-file'],
    [`/api/windows/${DrawWorld.path}/draws/0/files/log/..%2Fentries.txt`, 'draw.no-such-file'],
    [`/api/windows/${DrawWorld.path}/draws/0/files/entries.txt%00`, 'draw.no-such-file'],
    [`/api/windows/stadt.example/permit/w99/draws`, 'window.unknown'],
    [`/api/windows/stadt.example/permit/w99/draws/0`, 'draw.unknown'],
  ])('answers %s with a problem: %s', async (url, code) => {
    const { status, body, headers } = await get(url);
    expect({ status, code: body.code }).toEqual({ status: 404, code });
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('refuses a path that no window can have', async () => {
    const { status, body } = await get('/api/windows/stadt.example/permit/%00/draws');
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('has no way to %s a draw, for nobody', async (method) => {
    for (const url of [`${DRAWS}/0`, DRAWS, `${DRAWS}/0/files/result.txt`, `${DRAWS}/0/record.zip`]) {
      for (const staff of [undefined, 'operator-1', 'administrator-1', 'approver-1']) {
        const { status } = await world.request(method, url, {}, staff);
        expect([401, 403, 404, 405]).toContain(status);
      }
    }
    expect((await get(`${DRAWS}/0`)).body.state).toBe('drawn');
  });
});
