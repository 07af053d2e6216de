// What every stream of the run is called: its number by the order of birth, and its class name. All of
// them are known here, so that the page is told of those only that it shows.

export class StreamNames {
  /** By id: the number, and the label's place in `labels`, in one number: a program may have a million. */
  private readonly byId = new Map<number, number>();
  private readonly labels: string[] = [];
  private readonly places = new Map<string, number>();

  /** @param fresh id and class name of streams not named before */
  add(fresh: [id: number, label: string][]): void {
    for (const [id, label] of fresh) {
      let place = this.places.get(label);
      if (place === undefined) {
        place = this.labels.push(label) - 1;
        this.places.set(label, place);
      }
      this.byId.set(id, place * numbers + this.byId.size + 1);
    }
  }

  /** Streams named so far. */
  get made(): number {
    return this.byId.size;
  }

  of(ids: Iterable<number>): [id: number, number: number, label: string][] {
    const named: [number, number, string][] = [];
    for (const id of ids) {
      const packed = this.byId.get(id);
      if (packed === undefined) continue;
      const place = Math.floor(packed / numbers);
      named.push([id, packed % numbers, this.labels[place]!]);
    }
    return named;
  }
}

/** More than there are ids. */
const numbers = 2 ** 32;
