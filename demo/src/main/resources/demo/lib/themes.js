// The button that changes the theme, and keeps it.
import { byId } from './dom.js';

const THEMES = ['', 'light', 'dark'];
const THEME_WORDS = { '': 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' };
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Makes the page's button do it. */
export function themeButton() {
  const button = byId('theme');
  const show = (name) => {
    document.documentElement.dataset.theme = name;
    button.textContent = THEME_WORDS[name];
  };
  show(stored());
  button.addEventListener('click', () => {
    const order = systemIsDark.matches ? ['', 'light', 'dark'] : ['', 'dark', 'light']; // the first press is seen
    const next = order[(order.indexOf(stored()) + 1) % order.length];
    localStorage.setItem('theme', next);
    show(next);
  });
}

function stored() {
  const name = localStorage.getItem('theme') ?? '';
  return THEMES.includes(name) ? name : '';
}
