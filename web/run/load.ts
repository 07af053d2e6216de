// Fetches the page's own files.

/** Rejects where there is no such file, or no host. */
export async function load(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}
