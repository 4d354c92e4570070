// Texts that cannot be read well: WCAG 2 AA, 4.5 to 1, or 3 to 1 where they are large. Returns their descriptions.
// A change of scheme begins its transitions with the next frame.
await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
const moving = () => document.getAnimations().filter((one) => one instanceof CSSTransition);
while (moving().length) {
  await Promise.allSettled(moving().map((one) => one.finished));
}

const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const paint = canvas.getContext('2d', { willReadFrequently: true });

const known = new Map();

function rgba(colour) {
  if (!known.has(colour)) {
    known.set(colour, painted(colour));
  }
  return known.get(colour);
}

function painted(colour) {
  paint.clearRect(0, 0, 1, 1);
  paint.fillStyle = colour;
  paint.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

function over(top, under) {
  return [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ancestors(element) {
  const found = [];
  for (let one = element; one; one = one.parentElement) {
    found.unshift(one);
  }
  return found;
}

function background(element) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  return ancestors(element).reduce(
    (under, one) => over(rgba(getComputedStyle(one).backgroundColor), under),
    dark ? [0, 0, 0] : [255, 255, 255],
  );
}

function ratio(element) {
  const under = background(element);
  const opacity = ancestors(element).reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);
  const [r, g, b, a] = rgba(getComputedStyle(element).color);
  const [one, other] = [luminance(over([r, g, b, a * opacity], under)), luminance(under)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function isLarge({ fontSize, fontWeight }) {
  const pixels = parseFloat(fontSize);
  return pixels >= 24 || (pixels >= 18.66 && Number(fontWeight) >= 700);
}

const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
const field = (element) => (element.matches('input, textarea') ? element.value || element.placeholder : '');
const says = (element) =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) || field(element).trim();
const counts = (element) => !element.closest('svg, :disabled, .visually-hidden, .skip, option');

const texts = [...document.body.querySelectorAll('*')].filter((one) => shown(one) && counts(one) && says(one));
return {
  texts: texts.length,
  unreadable: texts
    .filter((one) => ratio(one) < (isLarge(getComputedStyle(one)) ? 3 : 4.5))
    .map((one) => `${one.tagName}.${one.className} "${(one.innerText || field(one) || one.textContent).slice(0, 40)}" ${ratio(one).toFixed(2)}`),
};
