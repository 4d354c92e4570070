import { base64 } from './part';

type Part = string | Uint8Array;

/** Text stands for its UTF-8. */
export function topicOf(topic: Part): unknown {
  return typeof topic === 'string' ? topic : { base64: base64(topic) };
}

export function partOf(topic: unknown): Part {
  const { base64: text } = topic as { base64?: string };
  return text === undefined ? (topic as string) : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
