package org.zmqwebbridge.virtualsocket.second.wire;

import java.util.List;
import java.util.Map;

/** What a page says in a text message; {@link ControlDecoder} reads it. */
public sealed interface ClientControl
    permits ClientControl.Open,
        ClientControl.Close,
        ClientControl.Subscribe,
        ClientControl.Unsubscribe,
        ClientControl.Credit,
        ClientControl.Cancel,
        ClientControl.Failed,
        ClientControl.Ping,
        ClientControl.Auth,
        Fault {
  /** Calls the handler's method for this kind of frame. */
  void dispatch(Handler handler);

  /** One method per kind of frame, so that a new kind cannot be forgotten. */
  interface Handler {
    /** The page opens a socket. */
    void onOpen(Open frame);

    /** The page ends a socket. */
    void onClose(Close frame);

    /** The page subscribes a SUB socket to topics. */
    void onSubscribe(Subscribe frame);

    /** The page takes topics back. */
    void onUnsubscribe(Unsubscribe frame);

    /** The page takes more messages. */
    void onCredit(Credit frame);

    /** The page gives up a request. */
    void onCancel(Cancel frame);

    /** The page cannot answer what its REP socket was asked. */
    void onFailed(Failed frame);

    /** The page asks for a sign of life. */
    void onPing(Ping frame);

    /** The page brings credentials. */
    void onAuth(Auth frame);

    /** The page sent something else. */
    void onFault(Fault fault);
  }

  /**
   * {@code open}.
   *
   * @param channel from 1 to 2³²−1, as everywhere
   * @param type as sent, not yet checked to be a known one
   * @param endpoint its name or its exact address
   * @param credit messages that the bridge may send; {@link #NO_BOUND} if the page said none
   * @param topics of a SUB socket; mostly empty for others
   * @param wishes how they are to be delivered
   * @param identity who answers there; empty if the page said none
   * @param reclaim the secret to have that identity back, or empty
   * @param notices whether it asks for notices
   * @param auth for the hook, as plain values
   */
  record Open(
      long channel,
      String type,
      String endpoint,
      long credit,
      List<byte[]> topics,
      Wishes wishes,
      String identity,
      String reclaim,
      boolean notices,
      Map<String, Object> auth)
      implements ClientControl {
    public static final long NO_BOUND = -1;

    @Override
    public void dispatch(Handler handler) {
      handler.onOpen(this);
    }
  }

  /** {@code close}. */
  record Close(long channel) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onClose(this);
    }
  }

  /**
   * {@code subscribe}.
   *
   * @param topics at least one, of any length
   */
  record Subscribe(long channel, List<byte[]> topics, Wishes wishes) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onSubscribe(this);
    }
  }

  /**
   * {@code unsubscribe}.
   *
   * @param topics at least one, of any length
   */
  record Unsubscribe(long channel, List<byte[]> topics) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onUnsubscribe(this);
    }
  }

  /**
   * {@code credit}.
   *
   * @param messages from 1 to 2³¹
   */
  record Credit(long channel, long messages) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onCredit(this);
    }
  }

  /** {@code cancel}. */
  record Cancel(long channel, long id) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onCancel(this);
    }
  }

  /**
   * {@code failed}.
   *
   * @param text for anyone who asked; up to 1,024 characters, perhaps none
   */
  record Failed(long channel, long id, String text) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onFailed(this);
    }
  }

  /** {@code ping}. */
  record Ping(long id) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onPing(this);
    }
  }

  /**
   * {@code auth}.
   *
   * @param fields the credentials, as plain values
   */
  record Auth(Map<String, Object> fields) implements ClientControl {
    @Override
    public void dispatch(Handler handler) {
      handler.onAuth(this);
    }
  }
}
