/** Meta's content hosts over https, and nothing that only looks like them. */
export function mayFetch(url: string, trustedOrigin: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(url);
  if (username || password) return false;
  if (trustedOrigin !== undefined && origin === trustedOrigin) return true;
  return protocol === 'https:' && port === '' && /(^|\.)(fbcdn\.net|fbsbx\.com)$/.test(hostname);
}
