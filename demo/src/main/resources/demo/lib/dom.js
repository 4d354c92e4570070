// Small ways to make elements. Text stays text: nothing here parses markup.

/** Makes an element: el('p', {class: 'muted', onclick}, 'text', child, …). */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value === true) {
      made.setAttribute(key, '');
    } else if (value !== false && value !== undefined && value !== null) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an SVG element. */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

const whole = new Intl.NumberFormat('en');

/** 1234567 → 1,234,567. */
export const count = (number) => whole.format(number);

/** Milliseconds for people: 1.3 ms, 24 ms, 5.2 s; a dash when nothing is known. */
export function millis(value) {
  if (value === undefined || value === null) {
    return '–';
  }
  if (value >= 1000) {
    return `${(value / 1000).toFixed(1)} s`;
  }
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

/** The time of day, to the second. */
export const clockTime = (at = Date.now()) => new Date(at).toTimeString().slice(0, 8);

/** Whether the visitor asks for stillness. */
export const still = matchMedia('(prefers-reduced-motion: reduce)');
