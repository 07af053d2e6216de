// How a program takes part in the network: over the page's carrier, as its run's options have it, and with lines in the console
// about what its sockets hear nothing of.
import type { Note } from '../run/notes';
import { carrierOver, type CarrierEnd } from './carrier';
import { network } from './network';
import { RelayNews } from './relay_news';

export interface Joining {
  carrier: CarrierEnd;
  /** KiB of the largest window it grants a connection of its own. */
  window: number;
  /** Where what arrives is cut: a length from 1 to `length`. */
  cuts: ((length: number) => number) | null;
  /** A way out is about to be opened. */
  opening(): void;
  /** Puts a line into the console. */
  note(said: Note): void;
}

/** Once, before the program. */
export function join({ carrier, window, cuts, opening, note }: Joining): void {
  const news = new RelayNews(network.listeningPorts, note);
  network.whenLimited((code) => news.limited(code));
  const open = carrierOver(carrier, news);
  network.useCarrier((events) => {
    opening();
    return open(events);
  }, window * 1024);
  if (cuts) network.cutArrivals(cuts);
}
