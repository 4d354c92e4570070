package org.zmqwebbridge.mongrel2;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.http1.FrameReader;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.observe.Counter;

/**
 * The frames of a WebSocket whose handler says everything itself: whole messages go to it with
 * their flags and the headers of the handshake. What are no frames ends the connection.
 *
 * <p>Owner thread: the one that reads. Lifetime: the connection's.
 */
final class FrameInput implements Input {
  private static final int PING = 0x89;
  private static final String SERVER = "server";

  private final Ask ask;
  private final FrameReader frames;
  private final boolean answersPings;

  FrameInput(Ask ask, Mongrel2Limits limits) {
    this.ask = ask;
    this.frames = new FrameReader(limits.maxSocketMessageBytes());
    this.answersPings = limits.text(Mongrel2Setting.WEBSOCKET_PINGS).equals(SERVER);
  }

  @Override
  public void read(ByteBuffer bytes) {
    try {
      frames.read(bytes, this::onMessage);
    } catch (FrameReader.BrokenException broken) {
      ask.client().server().counters().increment(Counter.MONGREL2_MALFORMED);
      ask.client().hangUp();
    }
  }

  private boolean onMessage(int flags, byte[] payload) {
    ask.client().socketMode(true);
    if (flags == PING && answersPings) {
      ask.client().connection().send(ServerFrameHeader.frame(ServerFrameHeader.PONG, payload));
    } else {
      ask.with(
              ask.headers()
                  .copy()
                  .add("FLAGS", "0x" + Integer.toHexString(flags).toUpperCase(Locale.ROOT))
                  .add("METHOD", "WEBSOCKET"))
          .tell(payload);
    }
    return true;
  }
}
