package org.zmqwebbridge.bench;

import org.zmqwebbridge.bench.client.PollReader;
import org.zmqwebbridge.bench.client.ResponseHead;

/**
 * A chain of long polls: each says where the one before has ended, so that nothing is missed.
 *
 * <p>Owner thread: the loop's.
 */
final class PollSubscriber extends HttpPage implements Subscription {
  private static final int WAIT_SECONDS = 50; // proxies wait for a minute

  private final Reception reception;
  private final byte[] pollAfter;
  private boolean ready;

  PollSubscriber(HttpDoor door, Reception.Listener listener) {
    super(door);
    this.reception = new Reception(listener);
    this.pollAfter = door.pollAfter(WAIT_SECONDS);
  }

  @Override
  void begin() {
    send(door().firstPoll());
  }

  @Override
  void onAnswer(ResponseHead answer, Body whole, long nowNanos) {
    boolean heard = answer.status() == 200;
    boolean nothing = answer.status() == 204 || answer.status() == 304;
    if (!heard && !nothing) {
      refuse(answer, whole);
    } else if (answer.tag().isEmpty()) {
      fail("the server says no ETag, so that nobody knows where to go on");
    } else {
      if (heard) {
        PollReader.read(
            whole.bytes(),
            whole.length(),
            (bytes, from, to) -> reception.heard(bytes, from, to, nowNanos));
      }
      ready = true;
      send(HttpDoor.poll(pollAfter, answer.tag()));
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
