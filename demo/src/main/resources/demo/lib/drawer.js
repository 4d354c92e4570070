// A drawer with code in tabs: the files that run, loaded when it is opened.

/** Makes `button` open `dialog`; arrows move between its tabs, Esc leaves. */
export function drawer(dialog, button) {
  const tabs = [...dialog.querySelectorAll('[role=tab]')];
  const select = async (chosen) => {
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.setAttribute('aria-selected', on);
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !on;
    }
  };
  dialog.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
      select(next);
      next.focus();
    }
  });
  tabs.forEach((tab) => tab.addEventListener('click', () => select(tab)));
  button.addEventListener('click', async () => {
    dialog.showModal();
    const { showFiles } = await import('./code.js');
    showFiles(dialog);
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  select(tabs[0]);
}
