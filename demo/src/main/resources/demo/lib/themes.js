// The button that changes the theme, and keeps it.
import { byId } from './dom.js';

const THEMES = ['', 'light', 'dark'];
const THEME_WORDS = { '': 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' };

/** Makes the page's button do it. */
export function themeButton() {
  const button = byId('theme');
  const show = (name) => {
    document.documentElement.dataset.theme = name;
    button.title = THEME_WORDS[name];
    button.setAttribute('aria-label', THEME_WORDS[name]);
  };
  show(stored());
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(stored()) + 1) % THEMES.length];
    localStorage.setItem('theme', next);
    show(next);
  });
}

function stored() {
  const name = localStorage.getItem('theme') ?? '';
  return THEMES.includes(name) ? name : '';
}
