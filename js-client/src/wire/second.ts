/** The second wire (docs/protocol/PROTOCOL-2.md §1): control is JSON in text messages, data is binary. Pure. */

export const MESSAGE = 1;
export const REQUEST = 2;
export const REPLY = 3;
export const ITEM = 4;

/** How many 32-bit numbers stand before the parts, by kind: the channel, then id, milliseconds or the halves of an offset. */
const NUMBERS = [0, 1, 3, 2, 3];
/** A length takes at most five bytes of seven bits. */
const MAX_SHIFT = 35;

/** One binary message, decoded. */
export interface DataFrame {
  readonly kind: number;
  /** The channel; REQUEST: id, milliseconds; REPLY: id; ITEM: the offset's high and low half. */
  readonly numbers: readonly number[];
  /** At least one. They share the message's memory. */
  readonly parts: readonly Uint8Array[];
}

/** One text message, decoded: `op`, and what it says. */
export interface ControlFrame {
  readonly op: string;
  readonly [member: string]: unknown;
}

export type SecondFrame = DataFrame | ControlFrame;

export function encodeData({ kind, numbers, parts }: DataFrame): Uint8Array<ArrayBuffer> {
  // What is set into bytes keeps its lowest eight bits.
  const pieces: ArrayLike<number>[] = [[kind], ...numbers.map((number) => [number >>> 24, number >>> 16, number >>> 8, number])];
  parts.forEach((part) => pieces.push(lengthBytes(part.length), part));
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  pieces.forEach((piece) => {
    bytes.set(piece, at);
    at += piece.length;
  });
  return bytes;
}

/** Undefined when the bytes are no frame: unknown kind, too short, no parts, lengths that lie or are longer than they need be. */
export function decodeData(bytes: Uint8Array): DataFrame | undefined {
  const kind = bytes[0]!;
  const count = NUMBERS[kind];
  if (!count || bytes.length <= 1 + 4 * count) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const numbers = Array.from({ length: count }, (_, index) => view.getUint32(1 + 4 * index));
  const parts = decodeParts(bytes, 1 + 4 * count);
  return parts && { kind, numbers, parts };
}

function decodeParts(bytes: Uint8Array, from: number): Uint8Array[] | undefined {
  const parts: Uint8Array[] = [];
  for (let at = from; at < bytes.length; ) {
    let length = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = bytes[at++]!;
      length += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte > 127 && shift < MAX_SHIFT);
    const overlong = byte === 0 && shift > 7;
    if (!(byte < 128) || overlong || at + length > bytes.length) {
      return undefined;
    }
    parts.push(bytes.subarray(at, (at += length)));
  }
  return parts;
}

function lengthBytes(length: number): number[] {
  return length < 128 ? [length] : [length | 128, ...lengthBytes(Math.floor(length / 128))];
}
