// A connection whose cable can be pulled, so that a page can show what happens then.

/**
 * Makes {WebSocket, cut(millis)}: give the class to zmq.Context; `cut` breaks what it opened. Unless the page wants the second wire, the class
 * offers none, so that the bridge speaks the first: its frames are text, and the pages that show them are about those.
 */
export function cable(secondWire = false) {
  const live = new Set();
  let cutUntil = 0;

  class CableWebSocket extends WebSocket {
    constructor(url, protocols) {
      super(url, secondWire ? protocols : undefined);
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
