// An upload: its node tells this page by the WebSocket how far it is, and answers at its end.
import { page } from './live.js';

const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, '0')).join('');

/** Sends a file. Its node's answer: {bytes, sha256, node}. */
export async function upload(file) {
  const answer = await fetch(`/upload?${page}`, { method: 'POST', body: file });
  if (!answer.ok) {
    throw new Error(`${answer.status}: ${await answer.text()}`);
  }
  return answer.json();
}

/** The SHA-256 of a file, to compare with the node's. */
export const sha256 = async (file) => hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
