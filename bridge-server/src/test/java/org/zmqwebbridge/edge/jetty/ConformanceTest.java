package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.kit.Frames.BINARY;
import static org.zmqwebbridge.kit.Frames.CLOSE;
import static org.zmqwebbridge.kit.Frames.CONTINUATION;
import static org.zmqwebbridge.kit.Frames.FIN;
import static org.zmqwebbridge.kit.Frames.PING;
import static org.zmqwebbridge.kit.Frames.PONG;
import static org.zmqwebbridge.kit.Frames.TEXT;
import static org.zmqwebbridge.kit.Frames.close;
import static org.zmqwebbridge.kit.Frames.fragments;
import static org.zmqwebbridge.kit.Frames.hex;
import static org.zmqwebbridge.kit.Frames.join;
import static org.zmqwebbridge.kit.Frames.masked;
import static org.zmqwebbridge.kit.Frames.ping;
import static org.zmqwebbridge.kit.Frames.repeat;
import static org.zmqwebbridge.kit.Frames.text;
import static org.zmqwebbridge.kit.Frames.utf8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.ServerFrame;
import org.zmqwebbridge.observe.Counter;

/**
 * RFC 6455 through the product's own listener. The numbers are those of the Autobahn test suite's
 * cases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
  /** "Hello-µ@ßöäüàá-UTF-8!!", Autobahn's favourite. */
  private static final byte[] UMLAUTS =
      hex("48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121");

  private TestEdge clear;
  private TestEdge tls;

  @BeforeAll
  void listen() {
    clear = new TestEdge(false, TestEdge.PATIENT);
    tls = new TestEdge(true, TestEdge.PATIENT);
  }

  /** And checks that nobody was forgotten, whatever a client has done. */
  @AfterAll
  void end() {
    try (TestEdge one = clear;
        TestEdge other = tls) {
      assertTrue(one.count(Counter.CONNECTIONS_OPENED) > 100);
      assertTrue(other.count(Counter.CONNECTIONS_OPENED) > 100);
    }
  }

  private TestEdge edge(Way way) {
    return way.tls() ? tls : clear;
  }

  private RawClient open(Way way) {
    return RawClient.open(edge(way), way, 0);
  }

  /** What a client writes is answered with this close code, and nothing before. */
  private void closes(Way way, int code, byte[]... written) {
    RawClient client = open(way);
    client.writeIfHeard(written);
    client.expectClosed(code);
  }

  private void refusesAsProtocolError(Way way, byte[]... written) {
    long before = edge(way).count(Counter.PROTOCOL_ERRORS);
    closes(way, 1002, written);
    assertEquals(before + 1, edge(way).count(Counter.PROTOCOL_ERRORS));
  }

  // 1: framing

  @EveryWay
  @DisplayName("RFC 6455, section 5.7: the masked Hello")
  void theExampleOfTheRfcIsEchoed(Way way) {
    try (RawClient client = open(way)) {
      client.write(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58")).expectText("Hello");
    }
  }

  @EveryWay
  @DisplayName("1.1.1–1.1.8: text of every size of header comes back")
  void textOfEverySizeComesBack(Way way) {
    try (RawClient client = open(way)) {
      for (int size : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536, 70_000}) {
        byte[] payload = repeat('*', size);
        client.write(masked(FIN | TEXT, payload)).expectText(payload);
      }
    }
  }

  @EveryWay
  @DisplayName("1.2.1–1.2.8: binary of every size of header comes back")
  void binaryOfEverySizeArrivesWhole(Way way) {
    try (RawClient client = open(way)) {
      for (int size : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536, 70_000}) {
        byte[] payload = repeat(0xfe, size);
        client.write(masked(FIN | BINARY, payload)).expectBinary(payload);
      }
    }
  }

  @EveryWay
  @DisplayName("1.1.6: messages that come in one packet come back one by one, in order")
  void messagesOfOnePacketComeBackInOrder(Way way) {
    try (RawClient client = open(way)) {
      List<byte[]> frames = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        frames.add(text("message " + i));
      }
      client.write(frames.toArray(byte[][]::new));
      for (int i = 0; i < 50; i++) {
        client.expectText("message " + i);
      }
    }
  }

  @EveryWay
  @DisplayName("1: a length that is not in its shortest form, or negative, is refused")
  void aLengthNotInItsShortestFormIsRefused(Way way) {
    refusesAsProtocolError(way, hex("81 fe 007d 00000000"), new byte[125]);
    refusesAsProtocolError(way, hex("81 fe 0000 00000000"));
    refusesAsProtocolError(way, hex("81 ff 000000000000ffff 00000000"), new byte[0xffff]);
    refusesAsProtocolError(way, hex("81 ff 0000000000000005 00000000"), new byte[5]);
    refusesAsProtocolError(way, hex("81 ff 8000000000000005 00000000"), new byte[5]);
    refusesAsProtocolError(way, hex("81 ff ffffffffffffffff 00000000"), new byte[5]);
  }

  @EveryWay
  @DisplayName("1: a frame that is not masked is refused")
  void aFrameThatIsNotMaskedIsRefused(Way way) {
    refusesAsProtocolError(way, hex("81 05 48656c6c6f"));
    refusesAsProtocolError(way, hex("89 00"));
    refusesAsProtocolError(way, hex("88 02 03e8"));
  }

  // 2: pings and pongs

  @EveryWay
  @DisplayName("2.1–2.4: a ping's payload comes back in the pong, whatever it is")
  void aPingIsAnsweredWithItsPayload(Way way) {
    try (RawClient client = open(way)) {
      client.write(ping("")).expectPong(new byte[0]);
      client.write(ping("Hello, world!")).expectPong(utf8("Hello, world!"));
      byte[] binary = hex("00 ff fe fd fc fb 00 ff");
      client.write(masked(PING, binary)).expectPong(binary);
      client.write(masked(PING, repeat(0xfe, 125))).expectPong(repeat(0xfe, 125));
    }
  }

  @EveryWay
  @DisplayName("2.5: a ping of 126 bytes is refused")
  void aPingOf126BytesIsRefused(Way way) {
    refusesAsProtocolError(way, masked(PING, repeat(0xfe, 126)));
  }

  @EveryWay
  @DisplayName("2.7–2.9: a pong that nobody asked for is ignored")
  void anUnaskedPongIsIgnored(Way way) {
    try (RawClient client = open(way)) {
      client.write(masked(PONG, new byte[0]), masked(PONG, utf8("unsolicited")), ping("mine"));
      client.expectPong(utf8("mine"));
    }
  }

  @EveryWay
  @DisplayName("2.10–2.11: ten pings, ten pongs, in order")
  void tenPingsAreAnsweredInOrder(Way way) {
    try (RawClient client = open(way)) {
      for (int i = 0; i < 10; i++) {
        client.write(ping("payload-" + i));
      }
      for (int i = 0; i < 10; i++) {
        client.expectPong(utf8("payload-" + i));
      }
    }
  }

  // 3: reserved bits

  @EveryWay
  @DisplayName("3.1–3.4: a reserved bit closes, after what came before it")
  void aReservedBitIsRefused(Way way) {
    for (int bits : new int[] {0x10, 0x20, 0x30, 0x40}) {
      refusesAsProtocolError(way, masked(FIN | TEXT | bits, utf8("Hello")));
      RawClient client = open(way);
      client.writeIfHeard(text("before"), masked(FIN | TEXT | bits, utf8("*")), ping("after"));
      client.expectText("before").expectClosed(1002);
    }
  }

  @EveryWay
  @DisplayName("3.5–3.7: a reserved bit in any kind of frame closes")
  void aReservedBitInAnyFrameIsRefused(Way way) {
    refusesAsProtocolError(way, masked(FIN | BINARY | 0x50, repeat(0xff, 8)));
    refusesAsProtocolError(way, masked(PING | 0x60, utf8("Hello")));
    refusesAsProtocolError(way, masked(CLOSE | 0x70, new byte[0]));
    refusesAsProtocolError(way, masked(TEXT, utf8("a")), masked(FIN | 0x40, utf8("b")));
  }

  // 4: opcodes

  @EveryWay
  @DisplayName("4.1.1–4.1.5, 4.2.1–4.2.5: a reserved opcode closes")
  void aReservedOpcodeIsRefused(Way way) {
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      refusesAsProtocolError(way, masked(FIN | opcode, new byte[0]));
      RawClient client = open(way);
      client.writeIfHeard(text("Hello"), masked(FIN | opcode, utf8("payload")), ping(""));
      client.expectText("Hello").expectClosed(1002);
    }
  }

  // 5: fragmentation

  @EveryWay
  @DisplayName("5.1–5.2: a fragmented control frame is refused")
  void aFragmentedControlFrameIsRefused(Way way) {
    for (int opcode : new int[] {0x08, 0x09, 0x0a}) {
      refusesAsProtocolError(
          way, masked(opcode, utf8("fra")), masked(FIN | CONTINUATION, utf8("gment")));
    }
  }

  @EveryWay
  @DisplayName("5.3–5.5: fragments are joined")
  void fragmentsAreJoined(Way way) {
    try (RawClient client = open(way)) {
      client.write(masked(TEXT, utf8("fragment1")), masked(FIN, utf8("fragment2")));
      client.expectText("fragment1fragment2");
      client.write(
          masked(TEXT, utf8("")), masked(CONTINUATION, utf8("")), masked(FIN, utf8("all of it")));
      client.expectText("all of it");
      client.write(
          masked(TEXT, utf8("all of it")), masked(CONTINUATION, utf8("")), masked(FIN, utf8("")));
      client.expectText("all of it");
      client.write(masked(TEXT, utf8("")), masked(FIN, utf8(""))).expectText("");
    }
  }

  @EveryWay
  @DisplayName("5.3–5.8: binary in fragments of any size comes back as one message")
  void binaryFragmentsAreJoined(Way way) {
    try (RawClient client = open(way)) {
      byte[] payload = hex("00 ff fe 80 c0 0a 22 5c 7f 01");
      for (int size = 1; size <= payload.length; size++) {
        client.write(fragments(BINARY, payload, size)).expectBinary(payload);
      }
      client.write(masked(BINARY, payload), ping("now"), masked(FIN, payload));
      client.expectPong(utf8("now")).expectBinary(join(payload, payload));
      client.write(masked(BINARY, hex("")), masked(FIN, hex(""))).expectBinary(hex(""));
      client.write(text("text"), masked(FIN | BINARY, payload), text("again"));
      client.expectText("text").expectBinary(payload).expectText("again");
    }
  }

  @EveryWay
  @DisplayName("5.6–5.8: a ping between fragments is answered before the message")
  void aPingBetweenFragmentsIsAnsweredFirst(Way way) {
    try (RawClient client = open(way)) {
      client.write(masked(TEXT, utf8("one")), ping("now"), masked(FIN, utf8("two")));
      client.expectPong(utf8("now")).expectText("onetwo");
    }
  }

  @EveryWay
  @DisplayName("5.9–5.14: a continuation of nothing is refused")
  void aContinuationOfNothingIsRefused(Way way) {
    refusesAsProtocolError(way, masked(FIN | CONTINUATION, utf8("non-continuation")));
    refusesAsProtocolError(way, masked(CONTINUATION, utf8("non-continuation")), text("Hello"));
  }

  @EveryWay
  @DisplayName("5.15: a continuation after a whole message is refused")
  void aContinuationBehindAWholeMessageIsRefused(Way way) {
    RawClient client = open(way);
    client.writeIfHeard(
        masked(TEXT, utf8("fragment1")),
        masked(FIN, utf8("fragment2")),
        masked(CONTINUATION, utf8("fragment3")),
        masked(FIN | TEXT, utf8("fragment4")));
    client.expectText("fragment1fragment2").expectClosed(1002);
  }

  @EveryWay
  @DisplayName("5.16–5.18: a new message inside a fragmented one is refused")
  void aNewMessageInsideAFragmentedOneIsRefused(Way way) {
    refusesAsProtocolError(way, masked(TEXT, utf8("one")), text("two"));
    refusesAsProtocolError(way, masked(TEXT, utf8("one")), masked(FIN | BINARY, utf8("two")));
    refusesAsProtocolError(way, masked(BINARY, utf8("")), masked(BINARY, utf8("")));
  }

  @EveryWay
  @DisplayName("5.19–5.20: five fragments with pings between them")
  void fiveFragmentsWithPingsBetween(Way way) {
    try (RawClient client = open(way)) {
      client.write(
          masked(TEXT, utf8("fragment1")),
          masked(CONTINUATION, utf8("fragment2")),
          ping("pongme 1!"),
          masked(CONTINUATION, utf8("fragment3")),
          masked(CONTINUATION, utf8("fragment4")),
          ping("pongme 2!"),
          masked(FIN | CONTINUATION, utf8("fragment5")));
      client.expectPong(utf8("pongme 1!")).expectPong(utf8("pongme 2!"));
      client.expectText("fragment1fragment2fragment3fragment4fragment5");
    }
  }

  // 6: UTF-8

  @EveryWay
  @DisplayName("6.1: empty text, whole and in fragments")
  void emptyTextComesBack(Way way) {
    try (RawClient client = open(way)) {
      client.write(text("")).expectText("");
      client
          .write(masked(TEXT, utf8("")), masked(0, utf8("")), masked(FIN, utf8("")))
          .expectText("");
    }
  }

  @EveryWay
  @DisplayName("6.2: well-formed text, fragmented at every byte")
  void textFragmentedAtEveryByteComesBack(Way way) {
    try (RawClient client = open(way)) {
      client.write(masked(FIN | TEXT, UMLAUTS)).expectText(UMLAUTS);
      for (int at = 0; at <= UMLAUTS.length; at++) {
        client.write(
            masked(TEXT, Arrays.copyOf(UMLAUTS, at)),
            masked(FIN, Arrays.copyOfRange(UMLAUTS, at, UMLAUTS.length)));
        client.expectText(UMLAUTS);
      }
      client.write(fragments(TEXT, UMLAUTS, 1)).expectText(UMLAUTS);
      byte[] greek = hex("cebae1bdb9cf83cebcceb5");
      client.write(fragments(TEXT, greek, 1)).expectText(greek);
    }
  }

  @EveryWay
  @DisplayName("6.3, 6.4: ill-formed text closes with 1007, in fragments as well")
  void illFormedTextClosesWith1007(Way way) {
    byte[] illFormed = hex("cebae1bdb9cf83cebcceb5 eda080 656469746564");
    closes(way, 1007, masked(FIN | TEXT, illFormed));
    closes(way, 1007, fragments(TEXT, illFormed, 1));
    byte[] start = hex("cebae1bdb9cf83cebcceb5");
    closes(
        way,
        1007,
        masked(TEXT, start),
        masked(CONTINUATION, hex("f4908080")),
        masked(FIN, utf8("edited")));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("6.5–6.7, 6.9, 6.11, 6.13, 6.22, 6.23: well-formed text comes back")
  @ValueSource(
      strings = {
        "68656c6c6f24776f726c64",
        "68656c6c6fc2a2776f726c64",
        "68656c6c6fe282ac776f726c64",
        "68656c6c6ff0a4ada2776f726c64",
        "cebae1bdb9cf83cebcceb5",
        "00",
        "c280",
        "e0a080",
        "f0908080",
        "7f",
        "dfbf",
        "efbfbf",
        "f48fbfbf",
        "ed9fbf",
        "ee8080",
        "efbfbd",
        "efbfbe",
        "f09fbfbe",
        "f09fbfbf",
        "f0afbfbe",
        "f0bfbfbe",
        "f0bfbfbf",
        "f18fbfbe",
        "f38fbfbf",
        "f48fbfbe"
      })
  void wellFormedTextComesBack(String digits) {
    for (Way way : List.of(Way.CLEAR_BYTEWISE, Way.TLS_WHOLE)) {
      try (RawClient client = open(way)) {
        client.write(masked(FIN | TEXT, hex(digits))).expectText(hex(digits));
        client.write(fragments(TEXT, hex(digits), 1)).expectText(hex(digits));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("6.6, 6.8, 6.10, 6.12, 6.14–6.21: ill-formed text closes with 1007")
  @ValueSource(
      strings = {
        "ce",
        "cebae1",
        "cebae1bd",
        "cebae1bdb9cf",
        "f888808080",
        "fc8480808080",
        "f7bfbfbf",
        "fbbfbfbfbf",
        "fdbfbfbfbfbf",
        "f4908080",
        "80",
        "bf",
        "80bf",
        "80bf80bf80bf80bf",
        "c020c120c220df20",
        "e020ef20",
        "f020f420",
        "f820f920",
        "fc20",
        "c0",
        "e080",
        "f08080",
        "f8808080",
        "df",
        "efbf",
        "f7bfbf",
        "fbbfbfbf",
        "fe",
        "ff",
        "fefeffff",
        "c0af",
        "e080af",
        "f08080af",
        "f8808080af",
        "c1bf",
        "e09fbf",
        "f08fbfbf",
        "f887bfbfbf",
        "c080",
        "e08080",
        "f0808080",
        "eda080",
        "edadbf",
        "edae80",
        "edafbf",
        "edb080",
        "edbe80",
        "edbfbf",
        "eda080edb080",
        "edafbfedbfbf"
      })
  void anIllFormedSequenceClosesWith1007(String digits) {
    closes(Way.CLEAR_BYTEWISE, 1007, masked(FIN | TEXT, hex(digits)));
    closes(Way.TLS_WHOLE, 1007, fragments(TEXT, hex(digits), 1));
  }

  // 7: closing

  @EveryWay
  @DisplayName("7.1.1: a message, then a close: both are answered, and the stream ends")
  void aCloseIsAnsweredBehindTheMessageBefore(Way way) {
    RawClient client = open(way);
    client.write(text("Hello World!")).expectText("Hello World!");
    client.write(close(1000, "")).expectClosed(1000);
  }

  @EveryWay
  @DisplayName("7.1.2–7.1.4: what follows a close is not read: close, text, ping")
  void whatFollowsACloseIsNotRead(Way way) {
    closes(way, 1000, close(1000, ""), close(1001, "twice"));
    closes(way, 1000, close(1000, ""), text("late"));
    closes(way, 1000, close(1000, ""), ping("late"));
    long wrong = edge(way).count(Counter.PROTOCOL_ERRORS);
    closes(way, 1000, close(1000, ""), hex("ff ff ff ff"), repeat('x', 70_000));
    assertEquals(wrong, edge(way).count(Counter.PROTOCOL_ERRORS));
  }

  @EveryWay
  @DisplayName("7.1.5: a close inside a fragmented message ends it")
  void aCloseInsideAFragmentedMessageIsAnswered(Way way) {
    closes(way, 1000, masked(TEXT, utf8("fragment1")), close(1000, ""), masked(FIN, utf8("2")));
  }

  @EveryWay
  @DisplayName("7.1.6: 256 KiB, a close and a ping: the close is answered")
  void aCloseBehindMuchIsAnswered(Way way) {
    RawClient client = open(way);
    byte[] much = repeat('*', 256 << 10);
    client.write(masked(FIN | TEXT, much)).expectText(much);
    client.writeIfHeard(text("Hello"), close(1000, ""), ping(""));
    // A close overtakes what still waits: so the text is there only if it left at once.
    ServerFrame next = client.read();
    if (next.opcode() == ServerFrame.TEXT) {
      assertEquals("Hello", next.text());
      next = client.read();
    }
    assertEquals(ServerFrame.CLOSE, next.opcode());
    assertEquals(1000, next.code());
    client.expectEnd();
  }

  @EveryWay
  @DisplayName("7.3.1: a close without a code is answered without one")
  void aCloseWithoutACodeIsAnsweredWithoutOne(Way way) {
    closes(way, 1005, masked(CLOSE, new byte[0]));
  }

  @EveryWay
  @DisplayName("7.3.2: a close of one byte is refused")
  void aCloseOfOneByteIsRefused(Way way) {
    refusesAsProtocolError(way, masked(CLOSE, hex("61")));
  }

  @EveryWay
  @DisplayName("7.3.3–7.3.5: a code alone, with a reason, with the longest reason")
  void aCloseWithAReasonIsAnsweredWithItsCode(Way way) {
    closes(way, 1000, close(1000, ""));
    closes(way, 1000, close(1000, "Hello World!"));
    closes(way, 1000, close(1000, "*".repeat(123)));
  }

  @EveryWay
  @DisplayName("7.3.6: a close of 126 bytes is refused")
  void aCloseOf126BytesIsRefused(Way way) {
    refusesAsProtocolError(way, close(1000, "*".repeat(124)));
  }

  @EveryWay
  @DisplayName("7.5.1: a reason that is not UTF-8 is refused")
  void aReasonThatIsNotUtf8IsRefused(Way way) {
    closes(way, 1007, masked(CLOSE, hex("03e8 cebae1bdb9cf83cebcceb5eda080656469746564")));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("7.7.1–7.7.13: a valid code is answered with itself")
  @ValueSource(
      ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
  void aValidCodeIsAnsweredWithItself(int code) {
    closes(Way.CLEAR_BYTEWISE, code, close(code, "because"));
    closes(Way.TLS_WHOLE, code, close(code, ""));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("7.9.1–7.9.9, 7.13.1–7.13.2: a code that must not be sent is refused")
  @ValueSource(
      ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_768, 65_535})
  void aCodeThatMustNotBeSentIsRefused(int code) {
    refusesAsProtocolError(Way.CLEAR_BYTEWISE, close(code, "because"));
    refusesAsProtocolError(Way.TLS_WHOLE, close(code, ""));
  }

  @EveryWay
  @DisplayName("7: a close and the end of the client's stream in one packet: still answered")
  void aCloseWithTheEndOfTheStreamIsAnswered(Way way) {
    RawClient client = open(way);
    client.write(close(1000, ""));
    client.shutdownOutput();
    client.expectClosed(1000);
  }

  @EveryWay
  @DisplayName("7: an end without a close ends the connection, wherever it cuts")
  void anEndWithoutACloseEndsTheConnection(Way way) {
    byte[] bytes = join(ping("a"), masked(TEXT, utf8("half")), masked(FIN, utf8("whole")));
    for (int at : new int[] {0, 1, 5, 7, 8, 14, 20}) {
      RawClient client = open(way);
      client.write(Arrays.copyOf(bytes, at));
      client.shutdownOutput();
      client.drain();
    }
  }

  // 10: fragments of any size

  @EveryWay
  @DisplayName("10.1.1: 65,536 bytes in fragments of 1,300")
  void aMessageInFragmentsOf1300ComesBack(Way way) {
    try (RawClient client = open(way)) {
      byte[] payload = repeat('*', 65_536);
      client.write(fragments(TEXT, payload, 1300)).expectText(payload);
    }
  }

  @EveryWay
  @DisplayName("9/limits: one byte or one fragment too many closes with 1009, the last one not")
  void whatIsAboveTheLimitsClosesWith1009(Way way) {
    byte[] longest = repeat('*', 1 << 20);
    if (way == Way.CLEAR_WHOLE || way == Way.TLS_WHOLE) {
      try (RawClient client = open(way)) {
        client.write(masked(FIN | TEXT, longest)).expectText(longest);
        client.write(fragments(TEXT, repeat('.', 1024), 1)).expectText(repeat('.', 1024));
      }
    }
    long before = edge(way).count(Counter.MESSAGES_TOO_BIG);
    closes(way, 1009, hex("81 ff 0000000000100001 00000000"));
    closes(way, 1009, hex("82 ff 7fffffffffffffff 00000000"));
    closes(way, 1009, masked(TEXT, utf8("*")), hex("80 ff 0000000000100000 00000000"));
    closes(way, 1009, fragments(TEXT, new byte[1025], 1));
    assertEquals(before + 4, edge(way).count(Counter.MESSAGES_TOO_BIG));
  }
}
