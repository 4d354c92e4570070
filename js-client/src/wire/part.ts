type Part = string | Uint8Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Views of larger numbers, and a `DataView`, are none; a frame's own `Uint8Array` is, and no instance of this one's. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && value.byteLength === (value as Uint8Array).length;
}

/** A text as its UTF-8; lone surrogates become U+FFFD. */
export function bytesOf(part: Part): Uint8Array {
  return typeof part === 'string' ? encoder.encode(part) : part;
}

/** Bytes as the text that they are in UTF-8; what is none becomes U+FFFD. */
export function textOf(part: Part): string {
  return typeof part === 'string' ? part : decoder.decode(part);
}

/** The bytes of all parts. */
export function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((total, part) => total + bytesOf(part).length, 0);
}

/** RFC 4648, section 4. */
export function base64(part: Part): string {
  return btoa(Array.from(bytesOf(part), (byte) => String.fromCharCode(byte)).join(''));
}
