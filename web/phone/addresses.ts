// By which address another device reaches this page. It asks nobody but the page's own server.

/** Names of the machine itself, which lead another device to itself. (RFC 6761, 6.3; RFC 8252, 7.3) */
const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** @returns addresses that end with the page's folder; none where no other device reaches the page */
export async function addressesForOthers(page: Location): Promise<string[]> {
  const here = new URL('.', page.href).href;
  if (!loopback.test(page.hostname)) return [here];
  const response = await fetch('lan.json').catch(() => null);
  if (response?.ok !== true) return [];
  const list: unknown = await response.json().catch(() => null);
  return Array.isArray(list)
    ? list.filter((entry) => typeof entry === 'string')
    : [];
}
