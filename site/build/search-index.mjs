// What the search looks through: each page's sections as plain words, in a script that needs no server.
import { mkdirSync, writeFileSync } from 'node:fs';

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** @returns an index to which each page's HTML is added, and which writes itself as `look/search-data.js` */
export function searchIndex(pages) {
  const numbers = new Map(pages.map((page, at) => [page, at]));
  const sections = [];
  return {
    add(page, html) {
      if (numbers.has(page)) {
        sections.push(...cut(html).map((section) => [numbers.get(page), ...section]));
      }
    },
    write(output) {
      const data = { pages: pages.map(({ address, title }) => [address, title]), sections: sections.sort((a, b) => a[0] - b[0]) };
      mkdirSync(`${output}/look`, { recursive: true });
      writeFileSync(`${output}/look/search-data.js`, `window.zwbSearchData = ${JSON.stringify(data)};\n`);
    },
  };
}

/** `[anchor, heading, words]` for each heading of the second and third order, and for what is before the first. */
function cut(html) {
  const parts = html.split(/<h([1-3])(?: id="([^"]*)")?[^>]*>(.*?)<\/h\1>/s);
  const sections = [];
  for (let at = 1; at < parts.length; at += 4) {
    const [order, anchor, heading, body] = parts.slice(at, at + 4);
    sections.push([order === '1' ? '' : anchor, words(heading), words(body)]);
  }
  return sections;
}

const words = (html) =>
  html
    .replaceAll('<wbr>', '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity])
    .replace(/\s+/g, ' ')
    .trim();
