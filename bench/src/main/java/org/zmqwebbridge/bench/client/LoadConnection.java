package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One WebSocket of the load: handshake, frames in, frames out once a turn.
 *
 * <p>Owner thread: the loop's. Lifetime: from {@link LoadLoop#open} until {@code Session.onEnded}
 * or {@link #close}.
 */
public final class LoadConnection extends Link implements FrameReader.Listener {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Session session;
  private final FrameReader frames = new FrameReader();

  LoadConnection(LoadLoop loop, SocketChannel channel, Transport transport, Session session)
      throws IOException {
    super(loop, channel, transport, Ending.Kind.TURNED_AWAY);
    this.session = session;
  }

  /** Sends a text message at the end of this turn, with all else that is sent in it. */
  public void send(ByteBuffer text) {
    frame(Framing.TEXT, text);
  }

  private void frame(int opcode, ByteBuffer payload) {
    if (!isEnded()) {
      Framing.write(room(payload.remaining() + Framing.MAX_HEADER), opcode, payload);
    }
  }

  /** Sends what no server minds (an unasked pong); if the connection is gone, that shows it. */
  public void probe() {
    frame(Framing.PONG, NOTHING.duplicate());
  }

  /** Whether it can carry messages. */
  public boolean isOpen() {
    return isAnswered() && !isEnded();
  }

  @Override
  void onConnected() {
    ByteBuffer request = loop().upgrade();
    room(request.remaining()).put(request);
  }

  @Override
  void onBytes(ByteBuffer in) throws IOException {
    if (isAnswered() || agreed(in)) {
      frames.read(in, this);
    }
  }

  /** Whether the handshake's answer was there, and the server agreed. */
  private boolean agreed(ByteBuffer in) {
    int head = ResponseHead.length(in);
    if (head < 0) {
      return false;
    }
    Ending refusal = Upgrade.judge(in.slice(in.position(), head));
    in.position(in.position() + head);
    if (refusal != null) {
      in.position(in.limit());
      end(refusal);
      return false;
    }
    markAnswered();
    session.onOpen(this);
    return !isEnded();
  }

  @Override
  void onDrained() {
    if (isAnswered()) {
      session.onDrained(this);
    }
  }

  @Override
  void onEnded(Ending ending) {
    session.onEnded(this, ending);
  }

  @Override
  public void onText(ByteBuffer payload) {
    if (!isEnded()) {
      session.onText(this, payload);
    }
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    if (!isEnded()) {
      session.onBinary(this, payload);
    }
  }

  @Override
  public void onPing(ByteBuffer payload) {
    frame(Framing.PONG, payload);
  }

  @Override
  public void onClose(int code, String reason) {
    end(new Ending(Ending.Kind.CLOSED, code, reason));
  }

  /** A text as it is sent. */
  public static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
