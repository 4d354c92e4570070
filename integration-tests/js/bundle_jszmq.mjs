// Makes one script of npm's jszmq, for pages: a global of that name. Argument: the file. Its listener
// wants Node's url; a page has no listener, so that nothing stands in its place.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = new URL('../../js-client/package.json', import.meta.url)
const { build } = createRequire(home)('esbuild')
const noListener = {
  name: 'no listener',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^url$/ }, () => ({ path: 'url', namespace: 'none' }))
    onLoad({ filter: /^url$/, namespace: 'none' }, () => ({ contents: '' }))
  },
}
await build({
  stdin: { contents: "export * from 'jszmq'; export { Buffer } from 'buffer'", resolveDir: dirname(fileURLToPath(home)) },
  bundle: true,
  format: 'iife',
  globalName: 'jszmq',
  define: { global: 'globalThis', 'process.env.NODE_DEBUG': 'undefined' },
  plugins: [noListener],
  outfile: process.argv[2],
  logLevel: 'warning',
})
