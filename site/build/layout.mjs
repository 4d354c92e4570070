// A page around its content: head, search, sidebar, the page's own headings, what comes before and after it.
import { way } from './files.mjs';
import { escape } from './highlight.mjs';

/** @returns the whole page as HTML; all of its links are relative */
export function layout({ page, content, groups, pages }) {
  const to = (address) => way(page.address, address);
  return `<!doctype html>
<html lang="en" data-root="${to('index.html').replace(/index\.html$/, '')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}${page.title === 'ZmqWebBridge' ? '' : ' · ZmqWebBridge'}</title>
<link rel="icon" href="${to('look/icon.svg')}">
<link rel="stylesheet" href="${to('look/tokens.css')}">
<link rel="stylesheet" href="${to('look/site.css')}">
<script src="${to('look/theme.js')}"></script>
<script defer src="${to('look/search.js')}"></script>
<script defer src="${to('look/page.js')}"></script>
</head>
<body>
<a class="skip" href="#content">To the text</a>
<header class="top">
<a class="brand" href="${to('index.html')}"><img src="${to('look/icon.svg')}" alt="" width="24" height="24"> ZmqWebBridge</a>
<form class="search" role="search"><input type="search" placeholder="Search" aria-label="Search these documents" autocomplete="off" spellcheck="false" aria-controls="found"><kbd>/</kbd></form>
<button class="theme" type="button" aria-live="polite"></button>
<a class="contents" href="#map" role="button" aria-expanded="false">Contents</a>
</header>
<div id="found" class="found" hidden></div>
<div class="columns">
<main id="content">
${content}
${neighbours(page, pages, to)}
</main>
${headings(content)}
<nav id="map" class="map" aria-label="All pages">
${groups.map((group) => groupOf(group, page, to)).join('\n')}
</nav>
</div>
</body>
</html>
`;
}

function groupOf({ heading, entries }, page, to) {
  return `<h2>${escape(heading)}</h2>\n<ul>\n${entries.map((entry) => entryOf(entry, page, to)).join('\n')}\n</ul>`;
}

function entryOf({ page: one, children }, page, to) {
  const open = children.length && [one, ...children].includes(page);
  const below = open ? `\n<ul>\n${children.map((child) => `<li>${linkTo(child, page, to)}</li>`).join('\n')}\n</ul>` : '';
  return `<li>${linkTo(one, page, to)}${below}</li>`;
}

const linkTo = (one, page, to) =>
  `<a href="${to(one.address)}"${one === page ? ' aria-current="page"' : ''}>${escape(one.label)}</a>`;

/** A page of few parts shows what they consist of, too. */
const FEW_PARTS = 5;

function headings(content) {
  const all = [...content.matchAll(/<h([23]) id="([^"]*)">(.*?)<\/h\1>/gs)];
  const parts = all.filter(([, order]) => order === '2').length;
  const found = parts > FEW_PARTS ? all.filter(([, order]) => order === '2') : all;
  if (found.length < 2) {
    return '<aside class="here"></aside>';
  }
  const items = found.map(([, order, id, html]) => `<li${order === '3' ? ' class="below"' : ''}><a href="#${id}">${html.replace(/<\/?a\b[^>]*>/g, '')}</a></li>`);
  return `<aside class="here"><nav aria-label="On this page"><h2>On this page</h2>\n<ul>\n${items.join('\n')}\n</ul></nav></aside>`;
}

function neighbours(page, pages, to) {
  const at = pages.indexOf(page);
  const link = (one, words) => (one ? `<a href="${to(one.address)}"><small>${words}</small> ${escape(one.label)}</a>` : '<span></span>');
  return at < 0 ? '' : `<nav class="neighbours" aria-label="Before and after">${link(pages[at - 1], 'Before')}${link(pages[at + 1], 'Next')}</nav>`;
}
