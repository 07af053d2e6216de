// Fetches the page's own files.

/** Rejects where there is no such file, or no host. Some hosts give a page in place of what they do not have. */
export async function load(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  if (/^text\/html\b/.test(response.headers.get('content-type') ?? ''))
    throw new Error(`${url}: no such file`);
  return response;
}
