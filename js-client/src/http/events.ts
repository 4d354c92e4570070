import { partOf } from '../wire/topic';
import { bytesOf } from '../wire/part';

/** What a stream of publications says, one thing at a time. */
export interface StreamEvent {
  /** The place after it, to come back with. */
  readonly id?: string | undefined;
  /** The bridge's own: `zwb.open`, `zwb.gap`; with `data`. */
  readonly name?: string | undefined;
  readonly data?: unknown;
  /** A publication. */
  readonly parts?: readonly Uint8Array[] | undefined;
}

/** Takes text as it comes, in any pieces. */
export type Parser = (text: string) => StreamEvent[];

export function parserOf(contentType: string): Parser {
  return contentType.startsWith('application/x-ndjson') ? lines() : events();
}

/** What is whole by now; the rest waits for more. */
function whole(take: (line: string) => StreamEvent | undefined): Parser {
  let rest = '';
  return (text) => {
    const all = (rest + text).split('\n');
    rest = all.pop()!;
    return all.map(take).filter((event) => event !== undefined);
  };
}

/** One JSON object a line; an empty line says that the stream lives. */
function lines(): Parser {
  return whole((line) => {
    if (!line) {
      return undefined;
    }
    const { id, event: name, data, message } = JSON.parse(line);
    return { id, name, data, parts: message === undefined ? undefined : partsOf(message) };
  });
}

/** Server-sent events, as the bridge writes them: LF ends a line, and one space follows a colon. */
function events(): Parser {
  let fields: Record<string, string> = {};
  return whole((line) => {
    if (line) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon);
      const value = line.slice(colon + 1).replace(/^ /, '');
      fields[name] = name === 'data' && fields[name] !== undefined ? `${fields[name]}\n${value}` : value;
      return undefined;
    }
    const { id, event: name, data } = fields;
    fields = {};
    if (name) {
      return { id, name, data: data === undefined ? data : JSON.parse(data) };
    }
    return id === undefined && data === undefined ? undefined : { id, parts: data === undefined ? data : partsOf(loose(data)) };
  });
}

/** Of several parts it is a JSON array, of one that is no text an object; else it is the part itself. */
function loose(data: string): unknown {
  try {
    const value = JSON.parse(data);
    const isPart = (part: unknown) => typeof part === 'string' || isBytes(part);
    return (Array.isArray(value) && value.length > 1 && value.every(isPart)) || isBytes(value) ? value : data;
  } catch {
    return data;
  }
}

function isBytes(part: unknown): boolean {
  return typeof (part as { base64?: unknown } | null)?.base64 === 'string' && Object.keys(part as object).length === 1;
}

function partsOf(message: unknown): readonly Uint8Array[] {
  return (Array.isArray(message) ? message : [message]).map((part) => bytesOf(partOf(part)));
}
