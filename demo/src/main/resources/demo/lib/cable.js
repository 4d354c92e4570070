// A connection whose cable can be pulled, so that a page can show what happens then.

/**
 * Makes {WebSocket, cut(millis)}: give the class to zmq.Context; `cut` breaks what it opened. Where a page is about the original
 * wire, the class offers no other, so that the bridge speaks that.
 */
export function cable(originalWire = false) {
  const live = new Set();
  let cutUntil = 0;

  class CableWebSocket extends WebSocket {
    constructor(url, protocols) {
      super(url, originalWire ? undefined : protocols);
      if (performance.now() < cutUntil) {
        this.close();
        return;
      }
      live.add(this);
      this.addEventListener('close', () => live.delete(this));
    }
  }

  return {
    WebSocket: CableWebSocket,
    /** Closes the WebSocket under the client, and every new one for so long. */
    cut(millis) {
      cutUntil = performance.now() + millis;
      live.forEach((socket) => socket.close());
    },
  };
}
