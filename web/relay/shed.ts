// Rule R5 above the budget: which streams are reset, largest queued share first, until the process is below 80 % again.
// It ends a session only where resetting all its streams was not enough; it is asked rarely, so it may look at every queue.
import type { TabSession } from './session.ts';

/** What one stream has waiting to go out. */
interface Share {
  session: TabSession;
  id: number;
  bytes: number;
}

export interface Shed {
  streams: number;
  sessions: number;
}

/**
 * Frees queued bytes until `queued()` is at most `target`; ends sessions while it is still above `most`. `queued` must tell
 * what is freed at once.
 */
export function shed(
  sessions: Iterable<TabSession>,
  queued: () => number,
  target: number,
  most: number,
): Shed {
  const all = [...sessions];
  const done = { streams: 0, sessions: 0 };
  for (const { session, id } of sharesOf(all)) {
    if (queued() <= target) return done;
    session.resetQueued(id);
    done.streams++;
  }
  // Only frames without a stream, and what a socket has been given, are left.
  all.sort((a, b) => b.outbox.queued - a.outbox.queued);
  for (const session of all) {
    if (queued() <= most) return done;
    session.kill('over the byte budget');
    done.sessions++;
  }
  return done;
}

/** Largest first. */
function sharesOf(sessions: readonly TabSession[]): Share[] {
  return sessions
    .flatMap((session) =>
      [...session.outbox.shares()].map(([id, bytes]) => ({
        session,
        id,
        bytes,
      })),
    )
    .sort((a, b) => b.bytes - a.bytes);
}
