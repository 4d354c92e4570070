// Runs before the page is painted: the theme that the visitor chose.
document.documentElement.dataset.theme = localStorage.getItem('theme') ?? '';
