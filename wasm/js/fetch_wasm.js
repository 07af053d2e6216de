// How the package's browser entries get a module of the engine: fetched, or out of the package's own text.

/** Compiled while it arrives, if the server names its type; else once it is there. Null where there is none to be had. */
async function fetched(url) {
  try {
    const response = await fetch(url);
    const type = response.headers.get('content-type') ?? '';
    if (/^application\/wasm\b/.test(type))
      return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch {
    // No such file, a page of another kind in its place, or no way to fetch at all (file:).
    return null;
  }
}

/** @param {string} text base64 */
export const bytesOf = (text) =>
  Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0));

/**
 * @param {URL} url
 * @param {() => Promise<{default: string}>} carried the same bytes as text, for who has left the file behind
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compiled(url, carried) {
  const found = await fetched(url);
  if (found) return found;
  const { default: text } = await carried();
  return WebAssembly.compile(bytesOf(text));
}
