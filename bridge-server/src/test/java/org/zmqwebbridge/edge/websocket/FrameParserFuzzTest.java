package org.zmqwebbridge.edge.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.kit.Frames;

/** Any bytes, cut anyhow, are heard as RFC 6455 says, or refused where it says. */
class FrameParserFuzzTest {
  private static final int MAX_BYTES = 400;
  private static final int MAX_FRAGMENTS = 4;

  private static final class Listener implements FrameParser.Listener {
    private final List<ReferenceFrames.Heard> heard = new ArrayList<>();

    private void hear(String what, ByteBuffer payload) {
      heard.add(ReferenceFrames.Heard.of(what, BufferUtil.toArray(payload)));
    }

    @Override
    public void onMessage(MessageType type, ByteBuffer payload) {
      assertTrue(payload.remaining() <= MAX_BYTES);
      hear(type == MessageType.TEXT ? "text" : "binary", payload);
    }

    @Override
    public void onPing(ByteBuffer payload) {
      hear("ping", payload);
    }

    @Override
    public void onPong() {
      hear("pong", BufferUtil.EMPTY_BUFFER);
    }

    @Override
    public void onClose(ByteBuffer payload) {
      hear("close", payload);
    }
  }

  static Stream<byte[]> streams() {
    byte[] cut = {3, 5, 0};
    byte[] large = Frames.masked(0x81, Frames.repeat('x', MAX_BYTES));
    return Stream.of(
            Frames.text("hello"),
            Frames.join(Frames.ping("p"), large, Frames.close(1000, "bye")),
            Frames.join(Frames.fragments(2, new byte[200], 60), Frames.text("")),
            Frames.join(
                Frames.masked(1, Frames.utf8("a")),
                Frames.masked(0x8a, new byte[0]),
                Frames.masked(0x80, Frames.utf8("b"))),
            Frames.fragments(1, new byte[5], 1),
            Frames.masked(0x82, new byte[MAX_BYTES + 1]))
        .map(stream -> Frames.join(cut, stream));
  }

  @MethodSource("streams")
  @FuzzTest
  void parse(byte[] bytes) {
    Choices choices = new Choices(bytes);
    int[] cuts = {1 + choices.below(256), 1 + choices.below(256)};
    ByteBudget budget = new ByteBudget(choices.yes() ? 150 : 1 << 20);
    byte[] stream = choices.rest();
    ReferenceFrames expected = ReferenceFrames.read(stream, MAX_BYTES, MAX_FRAGMENTS);
    FrameParser parser = new FrameParser(MAX_BYTES, MAX_FRAGMENTS, budget);
    Listener listener = new Listener();
    CloseReason refusal = parse(parser, stream, cuts, budget, listener);
    if (refusal == CloseReason.OVERLOADED) {
      assertEquals(expected.heard().subList(0, listener.heard.size()), listener.heard);
    } else {
      assertEquals(expected.heard(), listener.heard);
      assertEquals(expected.refusal(), refusal);
    }
    parser.release();
    assertEquals(0, budget.taken());
  }

  private static CloseReason parse(
      FrameParser parser, byte[] stream, int[] cuts, ByteBudget budget, Listener listener) {
    try {
      for (int at = 0, i = 0; at < stream.length; i ^= 1) {
        int end = Math.min(stream.length, at + cuts[i]);
        parser.parse(ByteBuffer.wrap(Arrays.copyOfRange(stream, at, end)), listener);
        assertTrue(budget.taken() <= Math.max(MAX_BYTES, 2L * end), "more than what has come");
        at = end;
      }
      return null;
    } catch (FrameException refused) {
      return refused.reason();
    }
  }

  /** RFC 6455, sections 5.5.1 and 7.4. */
  @FuzzTest
  void closeFrames(byte[] bytes) {
    byte[] payload = Arrays.copyOf(bytes, Math.min(bytes.length, 125)); // of a control frame
    ByteBuffer inside = ByteBuffer.allocate(payload.length + 4).position(1).put(payload).flip();
    for (ByteBuffer frame : List.of(ByteBuffer.wrap(payload), inside.position(1))) {
      try {
        assertEquals(said(payload), CloseFrames.read(frame));
        assertNull(wrong(payload));
      } catch (FrameException refused) {
        assertEquals(wrong(payload), refused.reason());
      }
    }
  }

  private static CloseStatus said(byte[] payload) {
    return payload.length < 2
        ? CloseStatus.NONE
        : new CloseStatus(
            ((payload[0] & 0xff) << 8) | (payload[1] & 0xff),
            new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
  }

  private static CloseReason wrong(byte[] payload) {
    if (payload.length == 0) {
      return null;
    }
    int code = payload.length == 1 ? 0 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    boolean defined = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    if (!defined && (code < 3000 || code > 4999)) {
      return CloseReason.PROTOCOL_ERROR;
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(payload, 2, payload.length - 2);
      StandardCharsets.UTF_8.newDecoder().decode(text);
      return null;
    } catch (CharacterCodingException illFormed) {
      return CloseReason.BAD_MESSAGE;
    }
  }
}
