import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { byHand, fine, wrong, type Finding } from './finding';

const TIMEOUT_MS = 8_000;
const DAY_MS = 86_400_000;
/** What renews certificates by itself does so earlier. */
const LEAST_DAYS = 14;

/** Whether the public address is one that Meta can call, with a certificate that it will take. */
export async function* checkAddress(deps: {
  readonly publicUrl: string;
  readonly isTrial: boolean;
  readonly now: () => number;
  /** Of a certificate that only a test trusts. */
  readonly ca?: string;
}): AsyncGenerator<Finding, boolean> {
  const { protocol, hostname, port } = new URL(deps.publicUrl);
  if (protocol === 'https:') {
    const found = await certificateOf(hostname, Number(port || 443), deps.ca);
    const finding = sayCertificate(hostname, found, deps.now());
    yield finding;
    if (finding.state === 'wrong') return false;
  } else if (deps.isTrial) {
    yield fine(
      'Chạy thử trên máy này: chưa cần chứng chỉ.',
      'The trial mode on this machine: no certificate is needed.',
    );
  } else {
    yield wrong(
      'PUBLIC_URL không phải địa chỉ https, Facebook không gọi được.',
      'PUBLIC_URL is no https address; Facebook cannot call it.',
      'Đặt máy chủ sau một proxy có chứng chỉ hợp lệ và đặt PUBLIC_URL=https://…',
      'Put the server behind a proxy with a valid certificate and set PUBLIC_URL=https://…',
    );
    return false;
  }
  return true;
}

type Certificate = { readonly until: number } | { readonly fault: string };

/** Asked for directly, for an HTTP client says only that something is wrong with it, not until when it is right. */
function certificateOf(host: string, port: number, ca: string | undefined): Promise<Certificate> {
  return new Promise((found) => {
    const servername = isIP(host) ? '' : host;
    const socket = connect({ host, port, servername, timeout: TIMEOUT_MS, ...(ca && { ca }) });
    const end = (result: Certificate) => {
      found(result);
      socket.destroy();
    };
    socket.once('secureConnect', () => end({ until: Date.parse(socket.getPeerCertificate().valid_to) }));
    socket.once('timeout', () => end({ fault: 'ETIMEDOUT' }));
    socket.once('error', (error: NodeJS.ErrnoException) => end({ fault: error.code ?? 'ERR' }));
  });
}

function sayCertificate(host: string, found: Certificate, now: number): Finding {
  if ('fault' in found) {
    const isCertificate = /CERT|SIGN|ALTNAME|SSL/.test(found.fault);
    return isCertificate
      ? wrong(
          `Chứng chỉ của ${host} không hợp lệ (${found.fault}).`,
          `The certificate of ${host} is not valid (${found.fault}).`,
          "Dùng chứng chỉ của một nơi cấp được công nhận (ví dụ Let's Encrypt), kèm cả chứng chỉ trung gian; không dùng chứng chỉ tự ký.",
          "Use a certificate of a public authority (e.g. Let's Encrypt) with its intermediate; none that signs itself.",
        )
      : wrong(
          `Không kết nối được tới ${host} (${found.fault}).`,
          `${host} cannot be connected to (${found.fault}).`,
          'Kiểm tra tên miền đã trỏ về máy chủ, proxy đang chạy và cổng 443 mở.',
          'Check that the name points to the server, the proxy runs and port 443 is open.',
        );
  }
  const days = Math.floor((found.until - now) / DAY_MS);
  if (days >= LEAST_DAYS)
    return fine(
      `Chứng chỉ của ${host} hợp lệ, còn ${days} ngày.`,
      `The certificate of ${host} is valid for ${days} more days.`,
    );
  return byHand(
    `Chứng chỉ của ${host} chỉ còn ${days} ngày.`,
    `The certificate of ${host} is valid for ${days} more days only.`,
    { vi: 'Gia hạn chứng chỉ và bật tự động gia hạn.', en: 'Renew it, and let it be renewed by itself.' },
  );
}
