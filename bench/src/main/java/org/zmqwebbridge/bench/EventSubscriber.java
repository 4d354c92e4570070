package org.zmqwebbridge.bench;

import java.nio.ByteBuffer;
import org.zmqwebbridge.bench.client.EventReader;
import org.zmqwebbridge.bench.client.HttpConnection;
import org.zmqwebbridge.bench.client.ResponseHead;

/**
 * A stream of server-sent events.
 *
 * <p>Owner thread: the loop's.
 */
final class EventSubscriber extends HttpPage implements Subscription, EventReader.Listener {
  private static final int OK = 200;

  private final Reception reception;
  private final EventReader events = new EventReader(this);
  private boolean ready;
  private long nowNanos;

  EventSubscriber(HttpDoor door, Reception.Listener listener) {
    super(door);
    this.reception = new Reception(listener);
  }

  @Override
  void begin() {
    send(door().stream());
  }

  @Override
  public void onBody(HttpConnection from, ByteBuffer piece) {
    if (status() == OK) {
      nowNanos = from.readNanos();
      events.read(piece);
    } else {
      super.onBody(from, piece);
    }
  }

  @Override
  public void onOwn(String name) {
    ready |= name.equals("zwb.open");
  }

  @Override
  public void onPublication(byte[] bytes, int from, int to) {
    if (ready) {
      reception.heard(bytes, from, to, nowNanos);
    } else {
      fail("this is no stream of the bridge's: it does not begin with the event zwb.open");
    }
  }

  @Override
  void onAnswer(ResponseHead answer, Body whole, long endNanos) {
    if (answer.status() == OK) {
      fail("the server ended the stream");
    } else {
      refuse(answer, whole);
    }
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public boolean isEnded() {
    return failure() != null;
  }

  @Override
  public Reception reception() {
    return reception;
  }
}
