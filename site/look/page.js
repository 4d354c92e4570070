// The scheme, the contents on narrow screens, and a copy button at each block of code.
{
  const root = document.documentElement;
  const theme = document.querySelector('.theme');
  const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
  const now = () => root.dataset.theme ?? 'auto';
  const tell = () => {
    theme.textContent = { auto: 'Auto', light: 'Light', dark: 'Dark' }[now()];
    theme.title = `Colours: ${now()}. Click for ${NEXT[now()]}.`;
    theme.setAttribute('aria-label', theme.title);
  };
  theme.addEventListener('click', () => {
    const next = NEXT[now()];
    if (next === 'auto') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = next;
    }
    try {
      localStorage.setItem('zwb-theme', next);
    } catch {
      // It holds for this page only.
    }
    tell();
  });
  tell();

  const contents = document.querySelector('.contents');
  const open = (wanted) => {
    root.classList.toggle('shows-map', wanted);
    contents.setAttribute('aria-expanded', wanted);
    contents.textContent = wanted ? 'Close' : 'Contents';
  };
  contents.addEventListener('click', (event) => {
    event.preventDefault();
    open(!root.classList.contains('shows-map'));
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      open(false);
    }
  });
  document.querySelector('.map [aria-current]')?.scrollIntoView({ block: 'nearest' });
  scrollTo({ top: location.hash ? scrollY : 0 });

  const copied = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select and copy by hand';
    }
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  };
  for (const box of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', () => copied(button, box.querySelector('code').textContent));
    box.append(button);
  }
}
