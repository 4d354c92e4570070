import type { Frame } from './frame';

/** The original wire (docs/protocol/PROTOCOL.md §1): one JSON object per text message. Pure. */

const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/** Undefined when the data is no frame of this wire. */
export function decode(data: unknown): Frame | undefined {
  const { identity, content, msg_type } = object(data);
  if (typeof identity === 'string' && typeof content === 'string') {
    return typeof msg_type === 'string' ? { identity, content, msg_type } : { identity, content };
  }
  return undefined;
}

/** A JSON text as an object; an empty one when it is anything else. */
export function object(text: unknown): Record<string, unknown> {
  const value = typeof text === 'string' ? parse(text) : undefined;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A value as JSON that strict parsers take: lone surrogates become U+FFFD. Throws on cycles and BigInts. */
export function json(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' ? member.replace(LONE_SURROGATE, '\ufffd') : member,
  );
}

/** Undefined when the text is no JSON. Members named `__proto__` are left out. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => (name === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}
