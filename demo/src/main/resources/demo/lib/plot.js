// A line plot on a canvas: some series over seconds before now, with gaps where a value is null.

const PAD = { left: 56, right: 12, top: 12, bottom: 28 };
const SPACE = { x: 64, y: 44 }; // pixels between two ticks, at least
const FONT = '12px system-ui, sans-serif';
const NICE = [1, 2, 5, 10];

/** The step for ticks at least `space` pixels apart: 1, 2 or 5 times a power of ten. */
function stepOf(range, pixels, space) {
  const least = (range * space) / Math.max(pixels, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * NICE.find((one) => one * power >= least);
}

function ticks(low, high, step) {
  const first = Math.ceil(low / step - 1e-9);
  const number = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, number) }, (_, n) => (first + n) * step);
}

/** Lowest and highest of all values, with some room; null where there is none. */
function extent(series) {
  const values = series.flatMap(({ values: own }) => own.filter((value) => value !== null));
  if (!values.length) {
    return null;
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) * 0.08 || 1;
  return [low - room, high + room];
}

/** Draws into a box, which it follows in its size. */
export class Plot {
  #canvas = document.createElement('canvas');
  #box;
  #last;

  /** @param box an element with a height of its own */
  constructor(box) {
    this.#box = box;
    box.append(this.#canvas);
    new ResizeObserver(() => this.redraw()).observe(box);
  }

  /** Again, with other colours or in another size. */
  redraw() {
    this.#last && this.draw(this.#last);
  }

  /**
   * @param plan {seconds, stepMillis, ink, grid, series: [{colour, dash, values}]}; all values are
   *   a step apart, and the last ones are now
   */
  draw(plan) {
    this.#last = plan;
    const { width, height, pen } = this.#sized();
    const [left, right, top, bottom] = [PAD.left, width - PAD.right, PAD.top, height - PAD.bottom];
    const x = (second) => right + (second / plan.seconds) * (right - left);
    pen.clearRect(0, 0, width, height);
    pen.font = FONT;
    pen.lineWidth = 1;
    pen.strokeStyle = plan.grid;
    pen.fillStyle = plan.ink;
    const line = (...ends) => (pen.beginPath(), pen.moveTo(ends[0], ends[1]), pen.lineTo(ends[2], ends[3]), pen.stroke());
    pen.textAlign = 'center';
    for (const second of ticks(-plan.seconds, 0, stepOf(plan.seconds, right - left, SPACE.x))) {
      line(x(second), top, x(second), bottom);
      pen.textAlign = second === 0 ? 'right' : 'center';
      pen.fillText(second === 0 ? 'now' : `−${-second} s`, x(second) + (second === 0 ? PAD.right : 0), height - 8);
    }
    const shown = extent(plan.series);
    if (!shown) {
      return;
    }
    const [low, high] = shown;
    const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    pen.textAlign = 'right';
    const step = stepOf(high - low, bottom - top, SPACE.y);
    for (const value of ticks(low, high, step)) {
      line(left, y(value), right, y(value));
      pen.fillText(value.toFixed(step < 1 ? Math.ceil(-Math.log10(step)) : 0), left - 8, y(value) + 4);
    }
    plan.series.forEach((one) => trace(pen, one, plan, x, y));
  }

  #sized() {
    const scale = devicePixelRatio || 1;
    const style = getComputedStyle(this.#box);
    const inner = (size, ...pads) => Math.max(1, Math.floor(pads.reduce((left, pad) => left - parseFloat(style[pad]), size)));
    const width = inner(this.#box.clientWidth, 'paddingLeft', 'paddingRight');
    const height = inner(this.#box.clientHeight, 'paddingTop', 'paddingBottom');
    if (this.#canvas.width !== Math.round(width * scale) || this.#canvas.height !== Math.round(height * scale)) {
      this.#canvas.width = Math.round(width * scale);
      this.#canvas.height = Math.round(height * scale);
    }
    const pen = this.#canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    return { width, height, pen };
  }
}

function trace(pen, { colour, dash, values }, { stepMillis, seconds }, x, y) {
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.lineJoin = 'round';
  pen.setLineDash(dash);
  pen.beginPath();
  let isDown = false;
  values.forEach((value, n) => {
    const second = ((n - values.length + 1) * stepMillis) / 1000;
    if (value === null || second < -seconds) {
      isDown = false;
    } else {
      pen[isDown ? 'lineTo' : 'moveTo'](x(second), y(value));
      isDown = true;
    }
  });
  pen.stroke();
  pen.setLineDash([]);
}
