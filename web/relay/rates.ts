// Rates and quotas: token buckets, one each for an address, and bytes a day. They count and answer; what
// becomes of who is over is their owners' business. Time is a parameter.

/** Monotonic milliseconds. */
export type Clock = () => number;

/** A bucket of tokens that fills at a steady rate up to its burst. */
export class TokenBucket {
  private tokens_: number;
  private at_: number;

  /** @param perSecond_ tokens per second, 0 for "never empty". */
  constructor(
    private readonly perSecond_: number,
    private readonly burst_: number,
    private readonly clock_: Clock,
  ) {
    this.tokens_ = burst_;
    this.at_ = clock_();
  }

  /** Takes one token; false when there is none. */
  take(): boolean {
    if (this.perSecond_ === 0) return true;
    this.refill_();
    if (this.tokens_ < 1) return false;
    this.tokens_ -= 1;
    return true;
  }

  /** Takes `tokens`, there or not: the bucket may owe. */
  spend(tokens: number): void {
    if (this.perSecond_ > 0) this.tokens_ -= tokens;
  }

  /** Nothing is left, or more was spent than there was. */
  get empty(): boolean {
    if (this.perSecond_ === 0) return false;
    this.refill_();
    return this.tokens_ <= 0;
  }

  /** As good as new. */
  get full(): boolean {
    this.refill_();
    return this.tokens_ >= this.burst_;
  }

  private refill_(): void {
    const now = this.clock_();
    const gained = ((now - this.at_) / 1000) * this.perSecond_;
    this.tokens_ = Math.min(this.burst_, this.tokens_ + gained);
    this.at_ = now;
  }
}

/** A bucket for each address that has asked lately. */
export class AddressRate {
  private readonly buckets_ = new Map<string, TokenBucket>();

  constructor(
    private readonly perSecond_: number,
    private readonly burst_: number,
    private readonly clock_: Clock,
  ) {}

  /** Takes one of the address's tokens; false when there is none. */
  take(address: string): boolean {
    if (this.perSecond_ === 0) return true;
    let bucket = this.buckets_.get(address);
    if (bucket === undefined) {
      bucket = new TokenBucket(this.perSecond_, this.burst_, this.clock_);
      this.buckets_.set(address, bucket);
    }
    return bucket.take();
  }

  /** Forgets whoever has not asked for long enough to have all tokens again. */
  sweep(): void {
    for (const [address, bucket] of this.buckets_)
      if (bucket.full) this.buckets_.delete(address);
  }
}

const kDayMs = 86_400_000;
/** Names remembered in a day at most; beyond it the one that came first is forgotten. */
const kMostNames = 100_000;

/** Bytes of each name (a room, an address) in a day that begins when this does. */
export class DailyQuota {
  private readonly spent_ = new Map<string, number>();
  private dayAt_: number;

  /** @param bytes_ a day, 0 for "as many as they like". */
  constructor(
    private readonly bytes_: number,
    private readonly clock_: Clock,
  ) {
    this.dayAt_ = clock_();
  }

  spend(name: string, bytes: number): void {
    if (this.bytes_ === 0) return;
    this.turn_();
    const before = this.spent_.get(name);
    if (before === undefined && this.spent_.size >= kMostNames)
      this.spent_.delete(this.spent_.keys().next().value!);
    this.spent_.set(name, (before ?? 0) + bytes);
  }

  isOver(name: string): boolean {
    if (this.bytes_ === 0) return false;
    this.turn_();
    return (this.spent_.get(name) ?? 0) > this.bytes_;
  }

  private turn_(): void {
    const now = this.clock_();
    if (now - this.dayAt_ < kDayMs) return;
    this.dayAt_ = now;
    this.spent_.clear();
  }
}
