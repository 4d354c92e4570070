package org.zmqwebbridge.it;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A page on the second wire: knows its frames, and nothing of sockets. What comes for one channel
 * is in order; between channels there is none.
 *
 * <p>Owner thread: the test's.
 */
final class SecondPage implements AutoCloseable {
  private static final long NO_CHANNEL = 0;

  private final RawPage page;
  private final SecondFrames frames;
  private final JsonObject welcome;
  private final Deque<JsonObject> early = new ArrayDeque<>();
  private boolean expectsBeats;

  SecondPage(TestBridge bridge, SecondFrames frames) {
    this(bridge.upgrade(), frames);
  }

  /** One that says more when it comes, or comes another way. */
  SecondPage(Upgrade upgrade, SecondFrames frames) {
    this.page = RawPage.open(upgrade.with("Sec-WebSocket-Protocol: zwb.2"));
    this.frames = frames;
    this.welcome = frames.incoming(page.nextMessage());
  }

  JsonObject welcome() {
    return welcome;
  }

  void send(RawPage.Message message) {
    page.frame(message.binary() ? RawPage.BINARY : RawPage.TEXT, true, message.payload());
  }

  /** The next frame for the same channel as the expected one. */
  JsonObject next(JsonObject expected) {
    long channel = channel(expected);
    expectsBeats = expected.has("op") && expected.get("op").getAsString().equals("beat");
    for (JsonObject frame : early) {
      if (channel(frame) == channel) {
        early.remove(frame);
        return frame;
      }
    }
    JsonObject frame = nextButBeats();
    while (channel(frame) != channel) {
      early.add(frame);
      frame = nextButBeats();
    }
    return frame;
  }

  /** A frame that was the next one of its channel is so again. */
  void unread(JsonObject frame) {
    early.addFirst(frame);
  }

  private JsonObject nextButBeats() {
    JsonObject frame = frames.incoming(page.nextMessage());
    for (int beats = 1; !expectsBeats && isBeat(frame); beats++) {
      if (beats > 2) {
        throw new AssertionError("nothing came but beats");
      }
      frame = frames.incoming(page.nextMessage());
    }
    return frame;
  }

  private static boolean isBeat(JsonObject frame) {
    return frame.has("op") && frame.get("op").getAsString().equals("beat");
  }

  private static long channel(JsonObject frame) {
    return frame.has("channel") ? frame.get("channel").getAsLong() : NO_CHANNEL;
  }

  int closeCode() {
    return page.closeCode();
  }

  /** Closes; nothing may be left unread. */
  @Override
  public void close() {
    page.close();
    if (!early.isEmpty()) {
      throw new AssertionError("unread: " + early);
    }
  }

  /** Closes; what nobody read does not matter. */
  void closeUnread() {
    page.cut();
  }
}
