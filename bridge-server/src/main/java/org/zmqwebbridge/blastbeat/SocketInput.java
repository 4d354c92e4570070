package org.zmqwebbridge.blastbeat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.websocket.CloseFrames;
import org.zmqwebbridge.edge.websocket.FrameException;
import org.zmqwebbridge.edge.websocket.FrameParser;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.observe.Counter;

/**
 * Reads the frames of one WebSocket: whole messages go to its session, and pings and closes are
 * answered here.
 *
 * <p>Owner thread: the one that reads. Lifetime: the connection's.
 */
final class SocketInput implements FrameParser.Listener {
  /** Whose WebSocket it is. */
  interface Client {
    /** A whole message has come. */
    void message(byte[] payload, boolean isText);

    /** A frame goes out, between those of its node. */
    void send(byte[] frame);

    /** Nothing more is read; what was sent goes out, and it ends. */
    void hangUp();
  }

  private final Client client;
  private final House house;
  private final FrameParser frames;
  private boolean hasLeft; // nothing is heard any more
  private volatile boolean isClosing; // a close frame was sent, and its answer is waited for

  SocketInput(Client client, House house) {
    this.client = client;
    this.house = house;
    this.frames =
        new FrameParser(
            house.limits().maxSocketMessageBytes(), House.MAX_FRAGMENTS, house.incoming());
  }

  void read(ByteBuffer bytes) {
    try {
      frames.parse(bytes, this);
    } catch (FrameException broken) {
      house.counters().increment(broken.counter());
      leave(CloseFrames.of(broken.reason().status()));
    }
  }

  @Override
  public void onMessage(MessageType type, ByteBuffer payload) {
    if (hasLeft || isClosing) {
      return;
    }
    byte[] message = bytes(payload);
    if (type == MessageType.TEXT && !isText(message)) {
      house.counters().increment(Counter.BLASTBEAT_MALFORMED);
      leave(CloseFrames.of(CloseReason.BAD_MESSAGE.status()));
    } else {
      client.message(message, type == MessageType.TEXT);
    }
  }

  private static boolean isText(byte[] message) {
    for (byte each : message) {
      if (each < 0) {
        return isUtf8(message);
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] message) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).hasArray();
    } catch (CharacterCodingException illFormed) {
      return false;
    }
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] copy = new byte[payload.remaining()];
    payload.get(copy);
    return copy;
  }

  @Override
  public void onPing(ByteBuffer payload) {
    if (!isClosing) {
      client.send(ServerFrameHeader.frame(ServerFrameHeader.PONG, bytes(payload)));
    }
  }

  @Override
  public void onPong() {
    // it was asked for nothing
  }

  @Override
  public void onClose(ByteBuffer payload) {
    try {
      leave(CloseFrames.answer(CloseFrames.read(payload)));
    } catch (FrameException malformed) {
      house.counters().increment(malformed.counter());
      leave(CloseFrames.of(malformed.reason().status()));
    }
  }

  private void leave(byte[] last) {
    if (hasLeft) {
      return;
    }
    hasLeft = true;
    frames.release();
    if (!isClosing) {
      client.send(last);
    }
    client.hangUp();
  }

  /** Its close frame was sent: all that is heard now is the answer to that. For any thread. */
  void closing() {
    isClosing = true;
  }

  /** Nothing more comes. */
  void release() {
    frames.release();
  }
}
