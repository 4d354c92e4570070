import { base64 } from '../wire/part';
import { partOf } from '../wire/topic';
import { bytesOf } from '../wire/part';

/** A message of several parts as HTTP carries it: a JSON array of their bytes in base64. */
export const PARTS_TYPE = 'application/vnd.zmq.parts+json';

export function encodeParts(parts: readonly Uint8Array[]): string {
  return JSON.stringify(parts.map(base64));
}

export function decodeParts(json: string): readonly Uint8Array[] {
  return (JSON.parse(json) as string[]).map((text) => bytesOf(partOf({ base64: text })));
}
