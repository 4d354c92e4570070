// Before anything is painted: which scheme the reader chose, and that there are scripts.
document.documentElement.classList.add('scripted');
try {
  const chosen = localStorage.getItem('zwb-theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
} catch {
  // Pages from files may not store anything.
}
