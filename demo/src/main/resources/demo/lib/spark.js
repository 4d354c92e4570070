// A sparkline: the last values of a number, as a line without axes.

const FEWEST = 5; // fewer are no line, but a stray glyph

/** Draws into the <path> of an <svg viewBox="0 0 120 28">; `add` takes one value. */
export class Spark {
  #values = [];
  #path;

  constructor(svg, points = 60) {
    this.#path = svg.querySelector('path');
    this.points = points;
  }

  add(value) {
    this.#values.push(value);
    if (this.#values.length > this.points) {
      this.#values.shift();
    }
    if (this.#values.length < FEWEST) {
      return;
    }
    const top = Math.max(...this.#values, 1e-9) * 1.15;
    const step = 120 / (this.points - 1);
    const from = this.points - this.#values.length;
    const at = (v, i) => `${((from + i) * step).toFixed(1)} ${(27 - (v / top) * 26).toFixed(1)}`;
    this.#path.setAttribute('d', `M${this.#values.map(at).join('L')}`);
  }
}
