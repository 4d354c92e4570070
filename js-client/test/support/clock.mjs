// A clock that moves only when the test says so, and a die that the test loads.
export class FakeClock {
  #now = 1_000_000;
  #timers = new Map();
  #next = 1;
  chance = 0.5;

  now = () => this.#now;
  random = () => this.chance;

  setTimeout = (run, millis) => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + millis, run });
    return id;
  };

  clearTimeout = (id) => {
    this.#timers.delete(id);
  };

  /** How many timers are set. */
  get pending() {
    return this.#timers.size;
  }

  /** Runs everything that is due within `millis`, in order. */
  advance(millis) {
    const end = this.#now + millis;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = due[1].at;
      due[1].run();
    }
    this.#now = end;
  }
}
