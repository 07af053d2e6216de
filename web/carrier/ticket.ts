// A public relay lets a page in with a ticket, asked for just before each WebSocket and good once. A relay of one's
// own, and a host without one, give none: then none is offered.

/**
 * @param url of the WebSocket that is to be opened
 * @param patience in milliseconds
 * @returns what to offer beside the other subprotocols
 */
export async function ticketFor(
  url: string,
  patience: number,
): Promise<string[]> {
  const office = new URL('../ticket', url.replace(/^ws/, 'http'));
  const signal = AbortSignal.timeout(patience);
  try {
    const answer = await fetch(office, { method: 'POST', signal });
    return answer.status === 200 ? [`t.${await answer.text()}`] : [];
  } catch {
    // Nobody answers: the WebSocket will say so too, and what follows is told there.
    return [];
  }
}
