import { ZmqError } from './errors';

interface Scope {
  readonly origin?: string;
  readonly location?: { readonly href: string };
  readonly document?: { readonly baseURI?: string };
}

/** Where browsers reach a page's own machine in clear, whatever the page came by (W3C Secure Contexts, section 3.1). */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * What `new WebSocket(url)` would open here: relative to the page, also in frames of `srcdoc` and workers from a blob;
 * http(s) becomes ws(s). Throws a `ZmqError` for what no attempt could ever open.
 */
export function webSocketUrl(text: string): string {
  const scope = globalThis as Scope;
  const base = baseOf(scope);
  const url = resolve(text, base);
  const secure = /^https:/.test(scope.origin ?? '') || /^https:/.test(base ?? '');
  if (!/^wss?:$/.test(url.protocol)) {
    throw refusal(url.href, 'begins with ws:, wss:, http: or https:');
  }
  if (url.href.includes('#')) {
    throw refusal(url.href, 'has no fragment');
  }
  if (url.protocol === 'ws:' && secure && !LOOPBACK.test(url.hostname)) {
    throw refusal(url.href, 'begins with wss: where the page came by https: browsers block anything else as mixed content');
  }
  return url.href;
}

function resolve(text: string, base: string | undefined): URL {
  try {
    const url = new URL(text, base);
    url.protocol = url.protocol.replace(/^http/, 'ws');
    return url;
  } catch (cause) {
    throw refusal(text, 'looks like ws://host:port/data', cause);
  }
}

/** A blob's own address is no base; its origin is. */
function baseOf({ document, location }: Scope): string | undefined {
  const base = document?.baseURI ?? location?.href;
  return base?.startsWith('blob:') ? new URL(base).origin : base;
}

function refusal(url: string, rule: string, cause?: unknown): ZmqError {
  return new ZmqError('malformed', `"${url}" cannot be the URL of a bridge, which ${rule}.`, { cause });
}
