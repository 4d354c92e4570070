/** What was seen of some figures, so that rates and curves can be made of them. */

export interface Sample {
  at: number;
  started: number;
  values: Record<string, number>;
}

const MOST = 180;

export class History {
  private samples: Sample[] = [];

  /** Takes a sample. One that was seen already is passed over; with one of another start of the bridge it begins again. */
  add(sample: Sample): void {
    const last = this.samples.at(-1);
    if (last && last.started !== sample.started) this.samples = [];
    if (last && last.started === sample.started && sample.at <= last.at) return;
    this.samples.push(sample);
    if (this.samples.length > MOST) this.samples.shift();
  }

  /** How much more of this there is each second now; null: not known yet. */
  rate(name: string, overMillis = 3_000): number | null {
    const last = this.samples.at(-1);
    if (!last) return null;
    const first = this.samples.find((sample) => last.at - sample.at <= overMillis);
    return first ? perSecond(first, last, name) : null;
  }

  /** What was added to this in the last while. */
  growth(name: string, overMillis: number): number | null {
    const last = this.samples.at(-1);
    const first = last && this.samples.find((sample) => last.at - sample.at <= overMillis);
    if (!first || !last || first === last) return null;
    return (last.values[name] ?? 0) - (first.values[name] ?? 0);
  }

  /** The curve of a gauge, seconds before now and values. */
  curve(name: string): [number[], (number | null)[]] {
    const last = this.samples.at(-1);
    return [
      this.samples.map((sample) => (sample.at - (last?.at ?? 0)) / 1000),
      this.samples.map((sample) => sample.values[name] ?? null),
    ];
  }

  /** The curve of a counter's rate. */
  rates(name: string): [number[], (number | null)[]] {
    const [times] = this.curve(name);
    const values = this.samples.map((sample, i) => {
      const before = this.samples[Math.max(0, i - 2)];
      return before && i > 0 ? perSecond(before, sample, name) : null;
    });
    return [times.slice(1), values.slice(1)];
  }
}

function perSecond(first: Sample, last: Sample, name: string): number | null {
  const seconds = (last.at - first.at) / 1000;
  const [from, to] = [first.values[name] ?? 0, last.values[name] ?? 0];
  return seconds > 0 && to >= from ? (to - from) / seconds : null;
}
