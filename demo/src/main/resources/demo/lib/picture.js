// The living picture: real messages as dots on its lines.
import { count, still, svg } from './dom.js';

const PIXELS_PER_MILLI = 0.42;
const MAX_DOTS = 90;

/** One leg of a dot's way: along a line, forwards or backwards, or straight across the bridge. */
class Leg {
  constructor(path, backwards) {
    this.path = path;
    this.backwards = backwards;
    this.length = path.getTotalLength();
  }

  at(done) {
    return this.path.getPointAtLength(this.backwards ? this.length - done : done);
  }
}

class Crossing {
  constructor(from, to) {
    this.from = from;
    this.to = to;
    this.length = Math.hypot(to.x - from.x, to.y - from.y);
  }

  at(done) {
    const part = this.length ? done / this.length : 1;
    return { x: this.from.x + (this.to.x - this.from.x) * part, y: this.from.y + (this.to.y - this.from.y) * part };
  }
}

/** Moves dots over one of the page's two drawings, whichever is shown. */
export class Picture {
  #drawings;
  #dots = new Set();
  #frame = 0;
  #last = 0;
  #off = new Set();
  #drawn;

  constructor(root = document) {
    this.#drawings = [...root.querySelectorAll('svg.picture')];
    if (!still.matches) {
      this.#drawings.forEach((drawing) => drawing.querySelector('.dots').replaceChildren());
    }
    document.addEventListener('visibilitychange', () => this.#clear());
    addEventListener('resize', () => this.#shown() !== this.#drawn && this.#clear());
  }

  /** Writes under a node's name; the narrow drawing has room for little. */
  label(node, text, short = text) {
    for (const shown of this.#all(`[data-node="${node}"] .live`)) {
      shown.textContent = shown.ownerSVGElement.classList.contains('narrow') ? short : text;
    }
  }

  total(number) {
    for (const shown of this.#all('[data-total]')) {
      shown.textContent = count(number);
    }
  }

  /** Draws a service as on or off; a request for one that is off waits at the bridge. */
  power(service, on) {
    const changed = on === this.#off.has(service);
    this.#off[on ? 'delete' : 'add'](service);
    for (const shown of this.#all(`[data-node="${service}"], path[data-service="${service}"]`)) {
      shown.toggleAttribute('data-off', !on);
    }
    if (changed && on) {
      this.#dots.forEach((dot) => dot.waits && !dot.holds && (dot.waits = false));
      this.#run();
    }
  }

  /** A page's connection, drawn as cut or whole. */
  cable(page, whole) {
    for (const shown of this.#all(`[data-node="page-${page}"], path[data-page="${page}"]`)) {
      shown.toggleAttribute('data-off', !whole);
    }
  }

  /** A message from a page to a service; `then` runs when it is there. */
  toService(page, service, kind, then) {
    const legs = this.#legs((d) => this.#way(d, page, service, true));
    this.#send(legs, kind, then, service);
  }

  /** A message from a service to a page. */
  toPage(page, service, kind, then) {
    this.#send(this.#legs((d) => this.#way(d, page, service, false)), kind, then);
  }

  /**
   * A message from a page, which waits at the bridge until it is known where it went. `go` takes it
   * to services, one after the other, and back to its page.
   */
  ask(page, kind = 'req') {
    const dot = this.#send(this.#legs((d) => [this.#line(d, `[data-page="${page}"]`, false)]), kind);
    if (dot) {
      dot.holds = true;
    }
    return {
      go: (services, then = kind) => {
        if (!dot || !this.#dots.has(dot)) {
          return;
        }
        dot.circle.setAttribute('class', then);
        dot.legs.push(...this.#tour(dot.drawing, page, services));
        dot.holds = false;
        dot.waits = false;
        this.#run();
      },
    };
  }

  /** One publication, which becomes one message for each page at the bridge. */
  publish(service, pages, kind = 'pub') {
    const one = this.#legs((d) => [this.#line(d, `[data-service="${service}"]`, true)]);
    this.#send(one, kind, () => {
      for (const page of pages) {
        this.#send(this.#legs((d) => this.#way(d, page, service, false).slice(1)), kind);
      }
    });
  }

  #all(selector) {
    return this.#drawings.flatMap((drawing) => [...drawing.querySelectorAll(selector)]);
  }

  #legs(make) {
    this.#drawn = this.#shown();
    return this.#drawn && { drawing: this.#drawn, legs: make(this.#drawn) };
  }

  #shown() {
    return this.#drawings.find((one) => one.getBoundingClientRect().width > 0);
  }

  #line(drawing, selector, backwards) {
    return new Leg(drawing.querySelector(`.lines ${selector}`), backwards);
  }

  #way(drawing, page, service, out) {
    const near = this.#line(drawing, `[data-page="${page}"]`, !out);
    const far = this.#line(drawing, `[data-service="${service}"]`, !out);
    const across = out ? new Crossing(near.at(near.length), far.at(0)) : new Crossing(far.at(far.length), near.at(0));
    return out ? [near, across, far] : [far, across, near];
  }

  /** From the bridge to each of these and back, and then to the page. */
  #tour(drawing, page, services) {
    const near = this.#line(drawing, `[data-page="${page}"]`, true);
    const legs = [];
    let from = near.at(0);
    for (const service of services) {
      const line = `[data-service="${service}"]`;
      const port = this.#line(drawing, line, false).at(0);
      legs.push(new Crossing(from, port), this.#line(drawing, line, false), this.#line(drawing, line, true));
      from = port;
    }
    return [...legs, new Crossing(from, near.at(0)), near];
  }

  #send(way, kind, then, service) {
    const shown = way && !still.matches && !document.hidden && this.#dots.size < MAX_DOTS;
    if (!shown) {
      then?.();
      return null;
    }
    const radius = kind.includes('pub') ? 4 : 6;
    const circle = svg('circle', { class: kind, r: radius, cx: -99, cy: -99 });
    way.drawing.querySelector('.dots').append(circle);
    const dot = { circle, drawing: way.drawing, legs: way.legs, leg: 0, done: 0, then, service };
    this.#dots.add(dot);
    this.#run();
    return dot;
  }

  #run() {
    if (!this.#frame) {
      this.#last = performance.now();
      this.#frame = requestAnimationFrame((now) => this.#step(now));
    }
  }

  #step(now) {
    this.#frame = 0;
    const way = Math.min(now - this.#last, 50) * PIXELS_PER_MILLI;
    this.#last = now;
    let moving = false;
    for (const dot of [...this.#dots]) {
      moving = (!dot.waits && this.#move(dot, way)) || moving;
    }
    if (moving || [...this.#dots].some((dot) => !dot.waits)) {
      this.#frame = requestAnimationFrame((next) => this.#step(next));
    }
  }

  #move(dot, way) {
    dot.done += way;
    while (dot.done >= dot.legs[dot.leg].length) {
      if (dot.holds && dot.leg === dot.legs.length - 1) {
        this.#park(dot);
        return true;
      }
      dot.done -= dot.legs[dot.leg].length;
      dot.leg += 1;
      if (dot.leg === dot.legs.length) {
        this.#dots.delete(dot);
        dot.circle.remove();
        dot.then?.();
        return false;
      }
      if (dot.leg === dot.legs.length - 1 && this.#off.has(dot.service)) {
        this.#park(dot);
        return true;
      }
    }
    this.#place(dot, dot.legs[dot.leg].at(dot.done));
    return true;
  }

  /** Stands in line at the bridge: at its page's port, or before that of a service that is off. */
  #park(dot) {
    dot.waits = true;
    const before = dot.holds ? dot.legs[dot.leg] : dot.legs[dot.leg - 1];
    dot.done = dot.holds ? before.length : 0;
    const isBefore = (other) => other.waits && other.service === dot.service && (!dot.holds || other.legs[0].path === dot.legs[0].path);
    const line = [...this.#dots].filter(isBefore).length - (dot.holds ? 1 : 0);
    this.#place(dot, before.at(Math.max(0, before.length - 14 * line)));
  }

  #place({ circle }, { x, y }) {
    circle.setAttribute('cx', x);
    circle.setAttribute('cy', y);
  }

  #clear() {
    for (const dot of this.#dots) {
      dot.circle.remove();
    }
    this.#dots.clear();
  }
}
