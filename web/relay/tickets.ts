// Tickets of a public instance: a page asks for one, from its own origin, before each WebSocket, and it is good
// once and for a short time. Rate control only: it says nothing of who comes or of which room (transport.md 3).
import { createHmac, randomBytes } from 'node:crypto';
import { equalInConstantTime } from './proof.ts';
import type { Clock } from './rates.ts';

/** Bytes of a ticket: when it ends (milliseconds of this process's clock), what makes it one of a kind, a MAC of both. */
const kEndBytes = 6;
const kNonceBytes = 10;
const kMacBytes = 16;

/** Issues and takes back; the key is this process's own, so a ticket does not outlive it. */
export class TicketOffice {
  private readonly key_ = randomBytes(32);
  /** Tickets taken back that have not ended yet, the first to end first. */
  private readonly used_ = new Map<string, number>();

  constructor(
    private readonly lifeMs_: number,
    private readonly clock_: Clock,
  ) {}

  /** Two parts of base64url and a dot between them: characters a subprotocol may have. */
  issue(): string {
    const head = Buffer.alloc(kEndBytes + kNonceBytes);
    head.writeUIntBE(Math.floor(this.clock_() + this.lifeMs_), 0, kEndBytes);
    randomBytes(kNonceBytes).copy(head, kEndBytes);
    return head.toString('base64url') + '.' + this.macOf_(head);
  }

  /** Whether it is one of ours, in its time, and here for the first time. */
  redeem(ticket: string): boolean {
    const [text = '', mac = ''] = ticket.split('.', 2);
    const head = Buffer.from(text, 'base64url');
    if (head.length !== kEndBytes + kNonceBytes) return false;
    if (!equalInConstantTime(mac, this.macOf_(head))) return false;
    const now = this.clock_();
    for (const [used, end] of this.used_) {
      if (end > now) break;
      this.used_.delete(used);
    }
    const end = head.readUIntBE(0, kEndBytes);
    const name = head.toString('hex');
    if (end <= now || this.used_.has(name)) return false;
    this.used_.set(name, end);
    return true;
  }

  private macOf_(head: Buffer): string {
    return createHmac('sha256', this.key_)
      .update(head)
      .digest()
      .subarray(0, kMacBytes)
      .toString('base64url');
  }
}
