package org.zmqwebbridge.mongrel2;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A body that is one message.
 *
 * <p>Owner thread: the one that reads. Lifetime: until it is whole.
 */
final class BodyInput implements Input {
  private static final int ROOM = 4096;

  private final Ask ask;
  private final int length;
  private byte[] body;
  private int count;

  BodyInput(Ask ask, int length) {
    this.ask = ask;
    this.length = length;
    this.body = new byte[Math.min(length, ROOM)]; // grows by what comes, not by what was said
    ask.client().activity().awaitsBody(true);
  }

  @Override
  public void read(ByteBuffer bytes) {
    int more = Math.min(length - count, bytes.remaining());
    if (count + more > body.length) {
      body = Arrays.copyOf(body, Math.min(length, Math.max(count + more, 2 * body.length)));
    }
    bytes.get(body, count, more);
    count += more;
    if (count == length) {
      ask.client().activity().awaitsBody(false);
      ask.client().awaitRequest();
      ask.tell(body);
    }
  }
}
