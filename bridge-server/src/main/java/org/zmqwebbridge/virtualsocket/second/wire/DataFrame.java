package org.zmqwebbridge.virtualsocket.second.wire;

import java.util.List;

/**
 * A message of a virtual socket, or a request or reply: what crosses in a binary message, in either
 * direction. {@link DataCodec} reads and writes it.
 */
public sealed interface DataFrame
    permits DataFrame.Message, DataFrame.Request, DataFrame.Reply, DataFrame.Item, Fault {
  /** Which socket, from 1 to 2³²−1. */
  long channel();

  /** Calls the handler's method for this kind of frame. */
  void dispatch(Handler handler);

  /** One method per kind of frame, so that a new kind cannot be forgotten. */
  interface Handler {
    /** A message of PUB, SUB, PUSH, PULL, DEALER or PAIR. */
    void onMessage(Message frame);

    /** A request: from a page's REQ, or to a page's REP. */
    void onRequest(Request frame);

    /** A reply: to a page's REQ, or from a page's REP. */
    void onReply(Reply frame);

    /** A publication with its offset, to a page's SUB. */
    void onItem(Item frame);

    /** Something else came. */
    void onFault(Fault fault);
  }

  /**
   * Kind {@code 01}.
   *
   * @param parts at least one
   */
  record Message(long channel, List<byte[]> parts) implements DataFrame {
    @Override
    public void dispatch(Handler handler) {
      handler.onMessage(this);
    }
  }

  /**
   * Kind {@code 02}.
   *
   * @param id from 0 to 2³²−1; its sender's
   * @param millis how long its outcome is awaited, up to 2³²−1; from a page 0 means the bridge's
   *     own deadline
   * @param parts at least one
   */
  record Request(long channel, long id, long millis, List<byte[]> parts) implements DataFrame {
    @Override
    public void dispatch(Handler handler) {
      handler.onRequest(this);
    }
  }

  /**
   * Kind {@code 03}.
   *
   * @param id the request's
   * @param parts at least one
   */
  record Reply(long channel, long id, List<byte[]> parts) implements DataFrame {
    @Override
    public void dispatch(Handler handler) {
      handler.onReply(this);
    }
  }

  /**
   * Kind {@code 04}.
   *
   * @param offset below 2⁵³
   * @param parts at least one
   */
  record Item(long channel, long offset, List<byte[]> parts) implements DataFrame {
    @Override
    public void dispatch(Handler handler) {
      handler.onItem(this);
    }
  }
}
