// The documents of this repository as a site: docs/, the READMEs and the files that they link to, into target/site.
import { posix } from 'node:path';
import { copies, OUTPUT, ROOT } from './build/files.mjs';
import { layout } from './build/layout.mjs';
import { markdown } from './build/markdown.mjs';
import { site } from './build/pages.mjs';
import { searchIndex } from './build/search-index.mjs';

export default function (eleventy) {
  const { pages, sources, groups } = site(ROOT);
  const index = searchIndex(pages);
  const byPath = new Map();
  eleventy.setUseGitIgnore(false);
  eleventy.setQuietMode(true);
  eleventy.setLibrary('md', markdown(ROOT));
  // Eleventy turns blocks of code that are indented off.
  eleventy.amendLibrary('md', (md) => md.enable('code'));
  for (const [from, to] of Object.entries({ ...copies(ROOT), look: 'look', 'node_modules/minisearch/dist/umd/index.js': 'look/minisearch.js' })) {
    eleventy.addPassthroughCopy({ [from]: to });
  }
  for (const page of [...pages, ...sources]) {
    byPath.set(posix.join(OUTPUT, page.address), page);
    const name = page.html ? `${page.file}.html` : page.file;
    eleventy.addTemplate(name, page.html ?? page.text, { file: page.file, permalink: page.address });
  }
  eleventy.addTransform('layout', function (content) {
    const page = byPath.get(posix.normalize(this.page.outputPath));
    index.add(page, content);
    return layout({ page, content, groups, pages });
  });
  eleventy.on('eleventy.after', () => index.write(OUTPUT));
  return { dir: { input: 'target/pages', output: OUTPUT }, markdownTemplateEngine: false, htmlTemplateEngine: false };
}
