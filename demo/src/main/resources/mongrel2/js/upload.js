// An upload, and how far its handler sees it.
const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, '0')).join('');

/** Sends a file; `onProgress` hears bytes that the handler has seen. Its answer: {bytes, sha256}. */
export async function upload(file, onProgress) {
  const id = hex(crypto.getRandomValues(new Uint8Array(8)));
  const progress = new WebSocket(`ws${location.protocol.slice(4)}//${location.host}/upload`);
  progress.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    if (said.id === id) {
      onProgress(said.bytes);
    }
  };
  await new Promise((done) => (progress.onopen = progress.onerror = done));
  try {
    const answer = await fetch(`/upload?id=${id}`, { method: 'POST', body: file });
    if (!answer.ok) {
      throw new Error(`${answer.status}: ${await answer.text()}`);
    }
    return await answer.json();
  } finally {
    progress.close();
  }
}

/** The SHA-256 of a file, to compare with the handler's. */
export const sha256 = async (file) => hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
