package org.zmqwebbridge.blastbeat.wire;

import java.util.Optional;

/**
 * What a node says of a session.
 *
 * <p>Immutable, as long as nobody changes the arrays. Names of groups and keys have one character
 * for each byte.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface NodeMessage {
  /** Calls what is for its kind. */
  void dispatch(Handler handler);

  /** Hears one message. */
  interface Handler {
    void onHeaders(Headers message);

    void onBody(Body message);

    void onChunk(Chunk message);

    void onEnd(End message);

    void onWebSocketText(WebSocketText message);

    void onWebSocketBinary(WebSocketBinary message);

    void onRetry(Retry message);

    void onPong(Pong message);

    void onJoin(Join message);

    void onLeave(Leave message);

    void onNoEcho(NoEcho message);

    void onEcho(Echo message);

    void onToGroup(ToGroup message);

    void onToSession(ToSession message);

    void onPipe(Pipe message);

    void onCache(Cache message);

    void onFragCache(FragCache message);

    void onFrag(Frag message);

    void onSocketIo(SocketIo message);

    void onUnknown(Unknown message);
  }

  /** The head of an answer, as it is sent. */
  record Headers(byte[] head) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onHeaders(this);
    }
  }

  /** Bytes of its body, as they are sent. */
  record Body(byte[] bytes) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onBody(this);
    }
  }

  /** A chunk of its body; empty: the last one. */
  record Chunk(byte[] bytes) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onChunk(this);
    }
  }

  /** The session ends. */
  record End() implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onEnd(this);
    }
  }

  /** A text on its WebSocket. */
  record WebSocketText(byte[] text) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onWebSocketText(this);
    }
  }

  /** Bytes on its WebSocket; a type of the bridge's own. */
  record WebSocketBinary(byte[] bytes) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onWebSocketBinary(this);
    }
  }

  /** Another node is to be asked. */
  record Retry() implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onRetry(this);
    }
  }

  /** The node is there. */
  record Pong() implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onPong(this);
    }
  }

  /** The session becomes a member of a group. */
  record Join(String group) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onJoin(this);
    }
  }

  /** It is no member any more. */
  record Leave(String group) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onLeave(this);
    }
  }

  /**
   * It hears nothing any more that is sent to a group in its name.
   *
   * @param group empty: that is so for groups that it joins later
   */
  record NoEcho(Optional<String> group) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onNoEcho(this);
    }
  }

  /**
   * It hears that again.
   *
   * @param group empty: that is so for groups that it joins later
   */
  record Echo(Optional<String> group) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onEcho(this);
    }
  }

  /** Something for all of a group. */
  record ToGroup(String group, RoutedKind kind, byte[] body) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onToGroup(this);
    }
  }

  /** Something for another session. */
  record ToSession(Sid sid, RoutedKind kind, byte[] body) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onToSession(this);
    }
  }

  /**
   * What the client sends goes there from now on, and not to the node.
   *
   * @param messages of its WebSocket
   * @param bodies of its requests
   */
  record Pipe(Destination to, boolean messages, boolean bodies) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onPipe(this);
    }
  }

  /**
   * A response that is kept.
   *
   * @param response with its head; empty: nothing is kept any more
   */
  record Cache(CacheLine line, byte[] response) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onCache(this);
    }
  }

  /**
   * A piece of a body that is kept.
   *
   * @param fragment empty: nothing is kept any more
   */
  record FragCache(CacheLine line, byte[] fragment) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onFragCache(this);
    }
  }

  /** A piece of its body that was kept. */
  record Frag(String key) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onFrag(this);
    }
  }

  /** A packet on its connection of socket.io. */
  record SocketIo(SocketIoKind kind, byte[] data) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onSocketIo(this);
    }
  }

  /**
   * A type that means nothing.
   *
   * @param type as it may be logged
   */
  record Unknown(String type) implements NodeMessage {
    @Override
    public void dispatch(Handler handler) {
      handler.onUnknown(this);
    }
  }
}
