import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mayFetch } from '../../src/inbox/files/may-fetch';
import { makePreview } from '../../src/inbox/files/make-preview';
import { keepFile, wantFiles, type KeepFileDeps } from '../../src/inbox/keep-file';
import { deleteFile } from '../../src/outbox/delete-file';
import { blobsOf, originalOf, previewOf } from '../../src/store/files';
import { frozenClock, type FrozenClock } from '../support/frozen-clock';
import { exifSegment, jpegWith, PLACE, plainJpeg } from './files/images';
import { tempStore, type TempStore } from '../support/temp-store';

describe('where files may be fetched from', () => {
  const trusted = 'http://127.0.0.1:3000';

  test.each([
    'https://scontent.fhan2-1.fna.fbcdn.net/v/t1.15752-9/1.jpg?oe=6A',
    'https://fbcdn.net/1.jpg',
    'https://cdn.fbsbx.com/v/don.pdf',
    'https://CDN.FBSBX.COM/v/don.pdf',
    'https://video.xx.fbcdn.net:443/clip.mp4',
    `${trusted}/simulator/files/1/anh.png`,
  ])('%s is fetched', (url) => {
    expect(mayFetch(url, trusted)).toBe(true);
  });

  test.each([
    'https://evilfbcdn.net/1.jpg',
    'https://fbcdn.net.evil.com/1.jpg',
    'https://evil.com/fbcdn.net',
    'https://evil.com/?a=.fbcdn.net',
    'https://evil.com#.fbcdn.net',
    'https://evil.com\\.fbcdn.net/1.jpg',
    'https://a.fbcdn.net./1.jpg',
    'https://a.fbcdn.net@evil.com/1.jpg',
    'https://user@a.fbcdn.net/1.jpg',
    'https://user:pass@a.fbcdn.net/1.jpg',
    'https://a.fbcdn.net:8443/1.jpg',
    'https://a.fbcdn.net:22/',
    'http://a.fbcdn.net/1.jpg',
    'ftp://a.fbcdn.net/1.jpg',
    'file:///etc/passwd',
    'data:text/plain,a',
    'javascript:alert(1)',
    'blob:https://a.fbcdn.net/1',
    '//a.fbcdn.net/1.jpg',
    'a.fbcdn.net/1.jpg',
    '',
    'https://',
    'https://127.0.0.1/1.jpg',
    'https://2130706433/1.jpg',
    'https://0x7f.1/1.jpg',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/1.jpg',
    'https://[::ffff:127.0.0.1]/1.jpg',
    'https://[::ffff:a9fe:a9fe]/latest/meta-data/',
    'https://[fd00:ec2::254]/latest/meta-data/',
    'https://0/1.jpg',
    'https://127.1/1.jpg',
    'https://017700000001/1.jpg',
    'https://metadata.google.internal/',
    'https://localhost/1.jpg',
    'https://fbcdn.net.localhost/1.jpg',
    'https://fbcdn.net%2eevil.com/1.jpg',
    'https://fbcdn.net%00.evil.com/1.jpg',
    'https://a.fbcdn.net:443@evil.com/1.jpg',
    'https://a.fbcdn.net%40evil.com/1.jpg',
    'https://evil.com%2f.fbcdn.net/1.jpg',
    'https://a.fbcdn.net:0/1.jpg',
    'https://a.fbcdn.net:80/1.jpg',
    'https://@a.fbcdn.net.evil.com/1.jpg',
    'https://fbcdn.com/1.jpg',
    'https://fbcdn-net.evil.com/1.jpg',
    'https://.evil.com/fbcdn.net',
    'https://\ufb00bcdn.net/1.jpg',
    'https://fbcd\u0578.net/1.jpg',
    'wss://a.fbcdn.net/1.jpg',
    'gopher://a.fbcdn.net:70/',
    'view-source:https://a.fbcdn.net/1.jpg',
    'https://fbcdn%E3%80%82net.evil.com/1.jpg',
    'https://xfbsbx.com/1.jpg',
    'http://127.0.0.1:3001/1.jpg',
    'http://127.0.0.1/1.jpg',
    'https://127.0.0.1:3000/1.jpg',
    'http://localhost:3000/1.jpg',
    'http://127.0.0.1:3000@evil.com/1.jpg',
    'http://user@127.0.0.1:3000/1.jpg',
  ])('%s is not', (url) => {
    expect(mayFetch(url, trusted)).toBe(false);
  });

  test('this machine is not trusted unless it plays Meta', () => {
    expect(mayFetch(`${trusted}/1.jpg`, undefined)).toBe(false);
  });
});

describe('keeping a file', () => {
  const jpeg = plainJpeg;
  let temp: TempStore;
  let clock: FrozenClock;
  let server: Server;
  let origin: string;
  let answer: RequestListener;
  let requests: string[];
  let woken: { topic: string; id: string; delay: number | undefined }[];
  let told: string[];
  let deps: KeepFileDeps;

  beforeEach(async () => {
    clock = frozenClock();
    temp = await tempStore({ clock });
    requests = [];
    woken = [];
    told = [];
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      answer(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    deps = {
      files: temp.store.files,
      blobs: temp.blobs,
      clock,
      queue: { wake: async (topic, id, delay) => void woken.push({ topic, id, delay }) },
      trustedOrigin: origin,
      makePreview,
      tellOfficers: async (id) => void told.push(id),
      log: { warn: () => undefined },
    };
  });
  afterEach(async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
    await temp.close();
  });

  const want = (url = `${origin}/1.jpg`) => wantFiles(deps, 'c-1', [{ id: 'ev-0', type: 'image', url }]);
  const stored = async () => (await temp.store.files.get('ev-0'))?.doc;

  test('notes it down, wakes for it, fetches it, and says what it really is', async () => {
    answer = (_request, response) => response.setHeader('Content-Type', 'text/html').end(jpeg);
    await want();
    expect(await stored()).toMatchObject({ state: 'wanted', attempts: 0 });
    expect(woken).toEqual([{ topic: 'media', id: 'ev-0', delay: undefined }]);

    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({
      state: 'kept',
      url: null,
      contentType: 'image/jpeg',
      size: jpeg.length,
      reason: null,
    });
    expect(Buffer.from((await temp.blobs.get('ev-0')) ?? [])).toEqual(jpeg);
    expect(told).toEqual(['c-1']);
  });

  test('wanting or fetching it again does nothing more', async () => {
    answer = (_request, response) => response.end(jpeg);
    await want();
    await keepFile(deps, 'ev-0');
    await want(`${origin}/2.jpg`);
    await keepFile(deps, 'ev-0');
    await keepFile(deps, 'never-heard-of');
    expect(requests).toEqual(['/1.jpg']);
    expect(told).toEqual(['c-1']);
  });

  test('does not ask for what lies elsewhere', async () => {
    await want('https://evilfbcdn.net/1.jpg');
    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({
      state: 'missing',
      url: null,
      reason: expect.stringContaining('không nằm trên máy chủ') as string,
    });
    expect(requests).toEqual([]);
    expect(told).toEqual(['c-1']);
  });

  test('does not follow a redirect to elsewhere', async () => {
    answer = (_request, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/secret' }).end();
    await want();
    await keepFile(deps, 'ev-0');
    expect(requests).toEqual(['/1.jpg']);
    expect(await stored()).toMatchObject({ state: 'missing', url: null });
  });

  test('keeps a photo without where and when it was taken, and as it came beside it', async () => {
    const photo = jpegWith(exifSegment(1));
    answer = (_request, response) => response.end(photo);
    await want();
    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({
      state: 'kept',
      size: plainJpeg.length,
      sha256: createHash('sha256').update(photo).digest('hex'),
      hasOriginal: true,
    });
    const shown = Buffer.from((await temp.blobs.get('ev-0')) ?? []);
    expect([shown.includes(PLACE), shown.equals(plainJpeg)]).toEqual([false, true]);
    expect(Buffer.from((await temp.blobs.get(originalOf('ev-0'))) ?? [])).toEqual(photo);
  });

  test('keeps a small picture of a photo beside it, and none of what is set apart', async () => {
    const photo = await sharp({ create: { width: 800, height: 800, channels: 3, background: '#0a0' } })
      .jpeg()
      .toBuffer();
    answer = (_request, response) => response.end(photo);
    await want();
    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({ state: 'kept', hasPreview: true });
    const preview = await temp.blobs.get(previewOf('ev-0'));
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'jpeg', width: 400, height: 400 });
    await deleteFile({ ...temp.store, blobs: temp.blobs }, 'ev-0', 'Đã xóa.');
    expect(await stored()).toMatchObject({ state: 'missing', hasPreview: false });
    for (const blob of blobsOf('ev-0')) expect(await temp.blobs.get(blob)).toBeUndefined();
  });

  test('nothing stays of one that was deleted while it was fetched', async () => {
    const photo = jpegWith(exifSegment(1));
    answer = (_request, response) => {
      void deleteFile({ ...temp.store, blobs: temp.blobs }, 'ev-0', 'Đã hủy.').then(() =>
        response.end(photo),
      );
    };
    await want();
    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({ state: 'missing', reason: 'Đã hủy.', url: null, name: null });
    expect(await temp.blobs.get('ev-0')).toBeUndefined();
    expect(await temp.blobs.get(originalOf('ev-0'))).toBeUndefined();
  });

  test.each<[string, Buffer, string]>([
    ['a program', Buffer.from('MZ\x90\0', 'latin1'), 'không được phép'],
    ['a photo that is damaged', jpeg.subarray(0, 30), 'Không xóa được'],
  ])('keeps %s apart, and says why', async (_what, content, why) => {
    answer = (_request, response) => response.end(content);
    await want();
    await keepFile(deps, 'ev-0');
    const reason = expect.stringContaining(why) as string;
    expect(await stored()).toMatchObject({
      state: 'quarantined',
      reason,
      hasOriginal: false,
      hasPreview: false,
    });
    expect(await temp.blobs.get(previewOf('ev-0'))).toBeUndefined();
    expect(Buffer.from((await temp.blobs.get('ev-0')) ?? [])).toEqual(content);
    expect(told).toEqual(['c-1']);
  });

  test.each([400, 403, 404, 410])('%i means that it is gone', async (status) => {
    answer = (_request, response) => response.writeHead(status).end();
    await want();
    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({
      state: 'missing',
      url: null,
      reason: 'Đường dẫn tải tệp của Facebook đã hết hạn.',
    });
    expect(requests).toHaveLength(1);
    expect(told).toEqual(['c-1']);
  });

  test.each<[string, RequestListener]>([
    ['500', (_request, response) => response.writeHead(500).end()],
    ['429', (_request, response) => response.writeHead(429).end()],
    ['a broken connection', (request) => request.socket.destroy()],
    [
      'half of what was announced',
      (_request, response) => {
        response.setHeader('Content-Length', '1000').write('half', () => response.destroy());
      },
    ],
  ])('%s is tried again, later and later, and then given up', async (_what, failing) => {
    answer = failing;
    await want();
    const delays: (number | undefined)[] = [];
    for (let tries = 0; tries < 10 && (await stored())?.state === 'wanted'; tries += 1) {
      await keepFile(deps, 'ev-0');
      // Before its time nothing is asked for.
      await keepFile(deps, 'ev-0');
      const delay = woken.splice(0).at(-1)?.delay;
      if (delay !== undefined) delays.push(delay);
      clock.pass(delay ?? 0);
    }
    expect(requests).toHaveLength(6);
    expect(delays).toEqual([2_000, 8_000, 32_000, 128_000, 512_000]);
    expect(await stored()).toMatchObject({
      state: 'missing',
      url: null,
      reason: 'Không tải được tệp từ Facebook.',
    });
    expect(await temp.blobs.get('ev-0')).toBeUndefined();
    expect(told).toEqual(['c-1']);
  });

  test('a failure that passes is no failure', async () => {
    answer = (_request, response) => response.writeHead(503).end();
    await want();
    await keepFile(deps, 'ev-0');
    answer = (_request, response) => response.end(jpeg);
    clock.pass(2_000);
    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({ state: 'kept', size: jpeg.length });
  });

  test.each([
    ['that says so', { 'Content-Length': String(26 * 1_048_576) }],
    ['that never ends', {}],
  ])(
    'a file of more than 25 MB %s is not kept',
    async (_how, headers) => {
      answer = (_request, response) => {
        response.writeHead(200, headers);
        const piece = Buffer.alloc(1_048_576);
        const more = () => {
          while (!response.destroyed && response.write(piece));
        };
        response.on('drain', more);
        more();
      };
      await want();
      await keepFile(deps, 'ev-0');
      expect(await stored()).toMatchObject({
        state: 'missing',
        reason: 'Tệp lớn hơn 25 MB nên hệ thống không tải.',
      });
      expect(await temp.blobs.get('ev-0')).toBeUndefined();
    },
    20_000,
  );

  test('an empty file is a file', async () => {
    answer = (_request, response) => response.end();
    await want();
    await keepFile(deps, 'ev-0');
    expect(await stored()).toMatchObject({ state: 'kept', size: 0, contentType: 'application/octet-stream' });
  });
});
