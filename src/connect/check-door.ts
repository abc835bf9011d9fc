import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { Agent } from 'node:https';
import axios, { isAxiosError } from 'axios';
import { fine, wrong, type Finding } from './finding';

const TIMEOUT_MS = 8_000;

/** Whether Messenger's door opens to Meta at the public address, with these secrets, and to nobody else. */
export async function* checkDoor(deps: {
  readonly publicUrl: string;
  readonly verifyToken: string;
  readonly appSecret: string;
  readonly ca?: string;
}): AsyncGenerator<Finding, boolean> {
  const http = axios.create({
    baseURL: `${deps.publicUrl}/webhook`,
    timeout: TIMEOUT_MS,
    maxRedirects: 0,
    maxContentLength: 10_000,
    proxy: false,
    validateStatus: () => true,
    transformResponse: (data: unknown) => data,
    ...(deps.ca && { httpsAgent: new Agent({ ca: deps.ca }) }),
  });
  const challenge = String(randomInt(1_000_000_000));
  const params = {
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': deps.verifyToken,
  };
  const greeted = await outcome(http.get('', { params }));
  if (greeted.status !== 200 || greeted.data !== challenge) {
    yield sayGreeted(greeted.status);
    return false;
  }
  // No entries: nothing is kept of it.
  const body = JSON.stringify({ object: 'page', entry: [] });
  const post = (secret: string) => {
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'Content-Type': 'application/json', 'X-Hub-Signature-256': `sha256=${signature}` };
    return outcome(http.post('', body, { headers }));
  };
  const signed = await post(deps.appSecret);
  if (signed.status !== 200) {
    yield wrong(
      `Địa chỉ webhook không nhận gói có chữ ký đúng (${signed.status}).`,
      `The webhook address does not take what is signed rightly (${signed.status}).`,
      'Chạy lệnh này và máy chủ với cùng một APP_SECRET; proxy không được sửa nội dung gói.',
      'Run this and the server with the same APP_SECRET; the proxy must not change what it passes on.',
    );
    return false;
  }
  const forged = await post(randomBytes(16).toString('hex'));
  if (forged.status !== 401) {
    yield wrong(
      `Địa chỉ webhook nhận cả gói có chữ ký sai (${forged.status}).`,
      `The webhook address takes what is signed wrongly too (${forged.status}).`,
      'Một chương trình khác đang trả lời ở /webhook: cho proxy chuyển tới máy chủ này.',
      'Another program answers at /webhook: let the proxy pass it on to this server.',
    );
    return false;
  }
  yield fine(
    'Địa chỉ webhook nhận đúng chữ ký của Facebook và chỉ chữ ký đó.',
    "The webhook address takes Facebook's signature and no other.",
  );
  return true;
}

/** The server itself refuses with 403 and nothing else; all the rest is somebody before it, or nobody. */
function sayGreeted(status: number | string): Finding {
  if (status === 403)
    return wrong(
      'Địa chỉ webhook không nhận VERIFY_TOKEN (403).',
      'The webhook address does not take VERIFY_TOKEN (403).',
      'Chạy lệnh này và máy chủ với cùng một VERIFY_TOKEN; proxy phải giữ nguyên phần sau dấu “?”.',
      'Run this and the server with the same VERIFY_TOKEN; the proxy must keep what stands behind the "?".',
    );
  const what = status === 200 ? 'another program' : String(status);
  return wrong(
    `Địa chỉ công khai không trả lời như mong đợi (${what}).`,
    `The public address does not answer as it should (${what}).`,
    'Khởi động máy chủ (npm start) và cho proxy chuyển /webhook tới máy chủ đó, rồi chạy lại lệnh này.',
    'Start the server (npm start), let the proxy pass /webhook on to it, and run this again.',
  );
}

async function outcome(
  call: Promise<{ readonly status: number; readonly data: unknown }>,
): Promise<{ readonly status: number | string; readonly data?: unknown }> {
  try {
    return await call;
  } catch (error) {
    return { status: (isAxiosError(error) && error.code) || 'ERR' };
  }
}
