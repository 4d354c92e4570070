import type { Content, Message, Part } from '../api/socket';
import { failure } from '../failure';
import { bytesOf, isBytes, textOf } from '../wire/part';

/** What the page gave, as parts; a part that is neither text nor bytes is a mistake. */
export function partsOf(content: Content): readonly Part[] {
  const parts = (Array.isArray(content) ? content : [content]) as readonly Part[];
  const wrong = parts.find((part) => typeof part !== 'string' && !isBytes(part));
  if (wrong !== undefined || !parts.length || parts.includes(undefined as never)) {
    throw failure('malformed', `Not text, Uint8Array or a list of them: ${String(wrong)}. Use JSON.stringify.`);
  }
  return parts;
}

/** Parts as the socket shows them: all as text, or all as bytes. */
export function messageOf<P extends Part>(parts: readonly Part[], binary: boolean | undefined, offset?: number): Message<P> {
  const shown: Part[] = parts.map<Part>(binary ? bytesOf : textOf);
  Object.defineProperties(shown, { bytes: { get: () => parts.map(bytesOf) }, offset: { value: offset } });
  return shown as unknown as Message<P>;
}

export function last<P extends Part>(message: Message<P>): P {
  return message[message.length - 1] || ('' as P);
}
