// The search: what it looks through is fetched when it is first used. Keys: / to it, arrows in the list, Esc out of it.
{
  const MOST = 12;
  const MOST_OF_A_PAGE = 3;
  const AROUND = 90;
  const base = document.documentElement.dataset.root;
  const field = document.querySelector('.search input');
  const found = document.getElementById('found');
  let ready;

  const script = (name) =>
    new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = `${base}look/${name}`;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${name} could not be loaded`));
      document.head.append(element);
    });

  const load = async () => {
    await Promise.all([script('minisearch.js'), script('search-data.js')]);
    const { pages, sections } = window.zwbSearchData;
    const index = new window.MiniSearch({
      fields: ['title', 'heading', 'text'],
      searchOptions: {
        boost: { title: 3, heading: 2 },
        prefix: true,
        fuzzy: (term) => (term.length > 3 ? 0.2 : false),
        combineWith: 'AND',
        boostDocument: (id) => weight(pages[sections[id][0]][0], sections[id][1]),
      },
    });
    index.addAll(sections.map(([page, , heading, text], id) => ({ id, title: pages[page][1], heading, text })));
    return { index, pages, sections };
  };

  // A page's beginning is what most look for; records of decisions and changes come after what they led to.
  const weight = (address, anchor) =>
    (/^(docs\/decisions\/|CHANGELOG)/.test(address) ? 0.4 : 1) * (/^docs\/(ARCHITECTURE|index)\./.test(address) ? 0.5 : 1) * (anchor ? 1 : 2) * (/index\.html$/.test(address) ? 1.3 : 1);

  const search = async () => {
    const query = field.value.trim();
    if (!query) {
      close();
      return;
    }
    if (!ready) {
      say('Loading what there is to search…');
      ready = load();
    }
    try {
      const all = await ready;
      if (query === field.value.trim()) {
        show(all, query);
      }
    } catch (error) {
      ready = undefined;
      say(`The search does not work: ${error.message}. Reload the page, or look in the contents.`);
    }
  };

  const show = ({ index, pages, sections }, query) => {
    const perPage = new Map();
    const isWanted = ({ id }) => {
      const page = sections[id][0];
      perPage.set(page, (perPage.get(page) ?? 0) + 1);
      return perPage.get(page) <= MOST_OF_A_PAGE;
    };
    const hits = index.search(query).filter(isWanted).slice(0, MOST);
    if (!hits.length) {
      say(`Nothing found for “${query}”. Fewer or other words may help.`);
      return;
    }
    const list = document.createElement('ul');
    list.append(...hits.map((hit) => item(pages, sections[hit.id], Object.keys(hit.match))));
    found.replaceChildren(list);
    found.hidden = false;
  };

  const item = (pages, [page, anchor, heading, text], words) => {
    const [address, title] = pages[page];
    const link = document.createElement('a');
    link.href = base + address + (anchor ? `#${anchor}` : '');
    const name = document.createElement('strong');
    name.textContent = anchor ? `${title} › ${heading}` : title;
    const excerpt = document.createElement('span');
    excerpt.append(...marked(cut(text, words), words));
    link.append(name, excerpt);
    const row = document.createElement('li');
    row.append(link);
    return row;
  };

  const cut = (text, words) => {
    const places = words.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0);
    const start = places.length ? Math.max(0, Math.min(...places) - AROUND / 2) : 0;
    const end = start + 2 * AROUND;
    return (start ? '…' : '') + text.slice(start, end) + (end < text.length ? '…' : '');
  };

  const marked = (text, words) => {
    const any = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
    return text.split(any).map((part, at) => {
      if (at % 2 === 0) {
        return part;
      }
      const mark = document.createElement('mark');
      mark.textContent = part;
      return mark;
    });
  };

  const say = (text) => {
    const line = document.createElement('p');
    line.setAttribute('role', 'status');
    line.textContent = text;
    found.replaceChildren(line);
    found.hidden = false;
  };

  const close = () => {
    found.hidden = true;
  };

  const links = () => [...found.querySelectorAll('a')];

  const move = (step) => {
    const all = links();
    const at = all.indexOf(document.activeElement) + step;
    (at < 0 ? field : all[Math.min(at, all.length - 1)])?.focus();
  };

  field.addEventListener('input', search);
  field.addEventListener('focus', search);
  field.form.addEventListener('submit', (event) => {
    event.preventDefault();
    links()[0]?.click();
  });
  document.addEventListener('click', (event) => {
    if (!found.contains(event.target) && event.target !== field) {
      close();
    }
  });
  document.addEventListener('keydown', (event) => {
    const within = event.target === field || found.contains(event.target);
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && event.target !== field) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === 'Escape' && within) {
      close();
      field.blur();
    } else if (within && !found.hidden && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    }
  });
  found.addEventListener('click', (event) => {
    if (event.target.closest('a')) {
      close();
    }
  });
}
