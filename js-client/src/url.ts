import { failure } from './failure';

interface Scope {
  readonly origin?: string;
  readonly location?: { readonly href: string };
  readonly document?: { readonly baseURI?: string };
}

/** Where browsers reach a page's own machine in clear, whatever the page came by (W3C Secure Contexts, section 3.1). */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1])$/;

/**
 * What `new WebSocket(url)` would open here: relative to the page, also in frames of `srcdoc` and workers from a blob;
 * http(s) becomes ws(s). Throws a `ZmqError` for what no attempt could ever open.
 */
export function webSocketUrl(text: string): string {
  const { origin, location = {} as { href?: string }, document = {} } = globalThis as Scope;
  let base = document.baseURI || location.href;
  let rule = 'it looks like ws://host:port/data';
  let cause: unknown;
  try {
    // A blob's own address is no base; its origin is.
    base = /^blob:/.test(base!) ? new URL(base!).origin : base;
    const url = new URL(text, base);
    url.protocol = url.protocol.replace(/^http/, 'ws');
    rule = broken(url, /^https:/m.test(`${origin}\n${base}`));
    if (!rule) {
      return url.href;
    }
  } catch (error) {
    cause = error;
  }
  throw failure('malformed', `"${text}" is no URL of a bridge: ${rule}.`, cause);
}

/** The rule that a URL breaks, or nothing. */
function broken({ protocol, href, hostname }: URL, isSecurePage: boolean): string {
  if (!/^wss?:/.test(protocol)) {
    return 'it begins with ws:, wss:, http: or https:';
  }
  if (href.includes('#')) {
    return 'it has no fragment';
  }
  return protocol === 'ws:' && isSecurePage && !LOOPBACK.test(hostname) ? 'a page of https needs wss: (mixed content)' : '';
}
