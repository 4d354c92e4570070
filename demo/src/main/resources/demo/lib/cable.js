// A connection whose cable can be pulled, so that a page can show what happens then.

/** Makes {WebSocket, cut(millis)}: give the class to zmq.Context; `cut` breaks what it opened. */
export function cable() {
  const live = new Set();
  let cutUntil = 0;

  class CableWebSocket extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols);
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
