// Serves a folder's files on this machine only, as any static server would.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json', '.png': 'image/png' };
const GUARDS = { 'content-security-policy': "default-src 'self'", 'x-content-type-options': 'nosniff' };
const ALLOWED = new Set(['GET', 'HEAD']);

/** @returns the server, listening on 127.0.0.1; port 0 takes a free one */
export function serve(folder, port) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const file = ALLOWED.has(request.method) ? fileFor(root, request.url) : undefined;
    if (!file) {
      response.writeHead(404, { 'content-type': TYPES['.html'], ...GUARDS }).end(missing(root));
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', ...GUARDS });
    createReadStream(file).pipe(response);
  });
  return new Promise((settled, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => settled(server));
  });
}

/** The page of pages that are missing; its links begin at the root, wherever it is shown. */
function missing(root) {
  return readFileSync(join(root, '404.html'), 'utf8').replace('<head>', '<head>\n<base href="/">');
}

function fileFor(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://any').pathname);
  } catch {
    return undefined;
  }
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
  const isFile = file.startsWith(`${root}/`) && !file.includes('\0') && statSync(file, { throwIfNoEntry: false })?.isFile();
  return isFile ? file : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8100);
  try {
    const server = await serve(fileURLToPath(new URL('../../target/site', import.meta.url)), port);
    console.log(`http://127.0.0.1:${server.address().port}/   (stop with Ctrl-C)`);
  } catch (error) {
    console.error(`zwb: the site cannot be served on port ${port}: ${error.message}. Name another: zwb site --serve PORT`);
    process.exitCode = 1;
  }
}
