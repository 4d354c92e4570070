package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.kit.Frames.BINARY;
import static org.zmqwebbridge.kit.Frames.CONTINUATION;
import static org.zmqwebbridge.kit.Frames.FIN;
import static org.zmqwebbridge.kit.Frames.PING;
import static org.zmqwebbridge.kit.Frames.TEXT;
import static org.zmqwebbridge.kit.Frames.deflated;
import static org.zmqwebbridge.kit.Frames.fragments;
import static org.zmqwebbridge.kit.Frames.hex;
import static org.zmqwebbridge.kit.Frames.join;
import static org.zmqwebbridge.kit.Frames.masked;
import static org.zmqwebbridge.kit.Frames.ping;
import static org.zmqwebbridge.kit.Frames.repeat;
import static org.zmqwebbridge.kit.Frames.text;
import static org.zmqwebbridge.kit.Frames.utf8;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.ServerFrame;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * permessage-deflate (RFC 7692) through the product's own listener. The numbers are those of the
 * Autobahn test suite's cases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeflateTest {
  private static final int RSV1 = 0x40;
  private static final String OFFER = "permessage-deflate; client_max_window_bits";
  private static final int[] SIZES = {
    16, 64, 256, 1024, 4096, 8192, 16_384, 32_768, 65_536, 131_072
  };

  private TestEdge clear;
  private TestEdge tls;

  @BeforeAll
  void listen() {
    clear = edge(false);
    tls = edge(true);
  }

  private static TestEdge edge(boolean secure) {
    return new TestEdge(
        secure, TestEdge.PATIENT, new EchoDialect(), Optional.of(DeflateSettings.DEFAULTS));
  }

  @AfterAll
  void end() {
    clear.close();
    tls.close();
  }

  private TestEdge edge(Way way) {
    return way.tls() ? tls : clear;
  }

  private RawClient open(Way way) {
    RawClient client = RawClient.offering(edge(way), way, OFFER);
    assertTrue(client.deflates());
    return client;
  }

  /** JSON as a program writes it, so many bytes of it. */
  private static byte[] json(int length) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("{\"id\":").append(random.nextInt(1000)).append(",\"name\":\"mueller\"},");
    }
    return Arrays.copyOf(utf8(text.toString()), length);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private void closes(Way way, int code, Counter counter, byte[]... written) {
    long before = edge(way).count(counter);
    RawClient client = open(way);
    client.writeIfHeard(written);
    client.expectClosed(code);
    assertEquals(before + 1, edge(way).count(counter));
  }

  // 12: messages of all sizes

  @EveryWay
  @DisplayName("12.1.1–12.1.10, 12.3, 12.4: compressed text of 16 bytes to 128 KiB comes back")
  void compressedTextComesBack(Way way) {
    try (RawClient client = open(way)) {
      for (int size : SIZES) {
        for (int i = 0; i < (size > 10_000 ? 3 : 20); i++) {
          client.write(masked(FIN | RSV1 | TEXT, deflated(json(size)))).expectText(json(size));
        }
      }
    }
  }

  @EveryWay
  @DisplayName("12.2, 12.5: compressed binary, well and badly compressible, comes back")
  void compressedBinaryArrivesWhole(Way way) {
    try (RawClient client = open(way)) {
      for (int size : SIZES) {
        for (byte[] payload : new byte[][] {noise(size), repeat(0xfe, size)}) {
          client.write(masked(FIN | RSV1 | BINARY, deflated(payload)));
          client.expectBinary(payload);
        }
      }
    }
  }

  @EveryWay
  @DisplayName("12.1.11–12.1.18: compressed messages in fragments of any size")
  void compressedFragmentsAreJoined(Way way) {
    try (RawClient client = open(way)) {
      for (int size : new int[] {8192, 32_768, 131_072}) {
        for (int fragment : new int[] {256, 1024, 4096, 32_768}) {
          byte[] message = deflated(json(size));
          client.write(fragments(RSV1 | TEXT, message, fragment)).expectText(json(size));
        }
      }
      client.write(fragments(RSV1 | TEXT, deflated(json(700)), 1)).expectText(json(700));
    }
  }

  @EveryWay
  @DisplayName("12.2: compressed binary in fragments comes back, compressed where that is shorter")
  void compressedBinaryFragmentsAreJoined(Way way) {
    try (RawClient client = open(way)) {
      byte[] alike = repeat(0xfe, 5000);
      client.write(fragments(RSV1 | BINARY, deflated(alike), 7));
      ServerFrame frame = client.read();
      assertEquals(ServerFrame.BINARY, frame.opcode());
      assertTrue(frame.compressed());
      assertArrayEquals(alike, frame.payload());
      client.write(fragments(RSV1 | BINARY, deflated(noise(5000)), 1000));
      frame = client.read();
      assertEquals(ServerFrame.BINARY, frame.opcode());
      assertArrayEquals(noise(5000), frame.payload());
    }
  }

  @EveryWay
  @DisplayName("12: many messages in one packet come back in order")
  void messagesOfOnePacketComeBackInOrder(Way way) {
    try (RawClient client = open(way)) {
      byte[][] frames = new byte[60][];
      for (int i = 0; i < frames.length; i++) {
        byte[] message = utf8("message " + i);
        frames[i] =
            i % 3 == 0 ? text("message " + i) : masked(FIN | RSV1 | TEXT, deflated(message));
      }
      client.write(frames);
      for (int i = 0; i < frames.length; i++) {
        client.expectText("message " + i);
      }
    }
  }

  @EveryWay
  @DisplayName("12: a ping between compressed fragments is answered first, uncompressed")
  void aPingBetweenCompressedFragmentsIsAnsweredFirst(Way way) {
    try (RawClient client = open(way)) {
      byte[] message = deflated(json(5000));
      client.write(
          masked(RSV1 | TEXT, Arrays.copyOf(message, 10)),
          ping("now"),
          masked(FIN | CONTINUATION, Arrays.copyOfRange(message, 10, message.length)));
      client.expectPong(utf8("now")).expectText(json(5000));
    }
  }

  @EveryWay
  @DisplayName("what is sent is compressed from minBytes on, and where that makes it shorter")
  void whatIsLongEnoughIsCompressed(Way way) {
    try (RawClient client = open(way)) {
      client.write(masked(FIN | TEXT, json(1023)));
      assertFalse(client.read().compressed());
      client.write(masked(FIN | TEXT, json(1024)));
      ServerFrame frame = client.read();
      assertTrue(frame.compressed());
      assertArrayEquals(json(1024), frame.payload());
      byte[] unlike = new byte[5000]; // seven random bits each
      Random random = new Random(5);
      for (int i = 0; i < unlike.length; i++) {
        unlike[i] = (byte) random.nextInt(128);
      }
      client.write(masked(FIN | TEXT, unlike)).expectText(unlike);
    }
  }

  // 13: offers

  @ParameterizedTest(name = "{0}")
  @DisplayName("13.1–13.7: what is offered, and whether it is taken")
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate; client_no_context_takeover; client_max_window_bits | true",
        "permessage-deflate; server_no_context_takeover; client_max_window_bits | true",
        "permessage-deflate; server_max_window_bits=9; client_max_window_bits | false",
        "permessage-deflate; server_max_window_bits=15; client_max_window_bits | true",
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=9 | false",
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=15 | true",
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=9,"
            + " permessage-deflate; server_no_context_takeover, permessage-deflate | true",
        "x-webkit-deflate-frame | false",
      })
  void anOfferIsTakenIfItCanBeMet(String offer, boolean taken) {
    for (Way way : new Way[] {Way.CLEAR_WHOLE, Way.TLS_RANDOM}) {
      try (RawClient client = RawClient.offering(edge(way), way, offer)) {
        assertEquals(taken, client.deflates());
        byte[] message = taken ? deflated(json(3000)) : json(3000);
        client.write(masked(FIN | TEXT | (taken ? RSV1 : 0), message)).expectText(json(3000));
      }
    }
  }

  @EveryWay
  @DisplayName("who offers nothing gets nothing compressed, and may send nothing compressed")
  void whoOffersNothingIsSpokenToAsBefore(Way way) {
    RawClient client = RawClient.open(edge(way), way, 0);
    client.write(masked(FIN | TEXT, json(3000))).expectText(json(3000));
    client.writeIfHeard(masked(FIN | RSV1 | TEXT, deflated(json(3000))));
    client.expectClosed(1002);
  }

  // RFC 7692, sections 6 and 7

  @ParameterizedTest(name = "{0}")
  @DisplayName("RFC 7692, sections 7.2.3.1–7.2.3.6: the examples")
  @CsvSource({
    "c107 f248cdc9c90700, Hello",
    "c10b 000500faff48656c6c6f00, Hello",
    "c108 f348cdc9c9070000, Hello",
    "c10d f248050000 00ffffcac9c90700, Hello",
    "c101 00, ''"
  })
  void theExamplesOfTheRfcAreRead(String frame, String message) {
    readsAs(hex(frame.substring(4).replace(" ", "")), message);
  }

  @Test
  @DisplayName("7.2.1: after a last block another may refer to what came before it")
  void aBlockBehindALastOneKnowsTheWindow() {
    readsAs(join(hex("f348cdc9c90700"), deflatedBehind("Hello", "Hello")), "HelloHello");
  }

  private void readsAs(byte[] payload, String message) {
    for (Way way : new Way[] {Way.CLEAR_WHOLE, Way.CLEAR_BYTEWISE, Way.TLS_WHOLE}) {
      try (RawClient client = open(way)) {
        client.write(masked(FIN | RSV1 | TEXT, payload)).expectText(message);
        client.write(fragments(RSV1 | TEXT, payload, 3)).expectText(message);
      }
    }
  }

  private static byte[] deflatedBehind(String before, String message) {
    Deflater deflater = new Deflater(9, true);
    deflater.setDictionary(utf8(before));
    deflater.setInput(utf8(message));
    byte[] out = new byte[100];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, length - 4);
  }

  @EveryWay
  @DisplayName("7.2.3.2: what refers to the message before is refused: there is no context")
  void whatRefersToTheMessageBeforeIsRefused(Way way) {
    RawClient client = open(way);
    client.write(masked(FIN | RSV1 | TEXT, hex("f248cdc9c90700"))).expectText("Hello");
    client.writeIfHeard(masked(FIN | RSV1 | TEXT, hex("f200110000")));
    client.expectClosed(1007);
  }

  @EveryWay
  @DisplayName("6.1: RSV1 on a continuation or a control frame, and other bits, are refused")
  void aBitInTheWrongPlaceIsRefused(Way way) {
    closes(
        way,
        1002,
        Counter.PROTOCOL_ERRORS,
        masked(RSV1 | TEXT, hex("f2")),
        masked(FIN | RSV1 | CONTINUATION, hex("48cdc9c90700")));
    closes(
        way,
        1002,
        Counter.PROTOCOL_ERRORS,
        masked(TEXT, utf8("a")),
        masked(FIN | RSV1 | CONTINUATION, utf8("b")));
    closes(way, 1002, Counter.PROTOCOL_ERRORS, masked(PING | RSV1, new byte[0]));
    closes(way, 1002, Counter.PROTOCOL_ERRORS, masked(Frames.CLOSE | RSV1, hex("03e8")));
    closes(way, 1002, Counter.PROTOCOL_ERRORS, masked(FIN | 0x60 | TEXT, hex("f248cdc9c90700")));
    closes(way, 1002, Counter.PROTOCOL_ERRORS, masked(FIN | 0x50 | TEXT, hex("f248cdc9c90700")));
    closes(way, 1002, Counter.PROTOCOL_ERRORS, masked(FIN | 0x20 | TEXT, utf8("a")));
  }

  @ParameterizedTest(name = "payload {0}")
  @DisplayName("what is no compressed message closes with 1007")
  @ValueSource(
      strings = {
        "", // nothing at all: an empty message is 00
        "ff",
        "f248cdc9", // cut in the middle
        "f248cdc9c907", // its last byte is missing
        "f248cdc9c9070000", // one too many
        "06", // a block of the reserved type
        "000500faff4865", // a stored block that is shorter than it says
        "000500000048656c6c6f00", // … whose length is not said twice
        "4b0c00", // refers to what is not there
      })
  void whatIsNoCompressedMessageCloses1007(String payload) {
    closes(
        Way.CLEAR_WHOLE, 1007, Counter.DEFLATE_MALFORMED, masked(FIN | RSV1 | TEXT, hex(payload)));
    closes(
        Way.TLS_BYTEWISE, 1007, Counter.DEFLATE_MALFORMED, fragments(RSV1 | TEXT, hex(payload), 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noiseClosesOneWayOrTheOther(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      byte[] payload = new byte[random.nextInt(300)];
      random.nextBytes(payload);
      RawClient client = open(Way.CLEAR_WHOLE);
      client.writeIfHeard(masked(FIN | RSV1 | BINARY, payload), ping("still there?"));
      client.read();
      client.cut();
    }
  }

  @EveryWay
  @DisplayName("a message has its limit when it is inflated, and a bomb closes with 1009")
  void aBombClosesWith1009(Way way) {
    byte[] longest = deflated(repeat('*', 1 << 20));
    assertTrue(longest.length < 2000);
    try (RawClient client = open(way)) {
      client.write(masked(FIN | RSV1 | TEXT, longest)).expectText(repeat('*', 1 << 20));
    }
    byte[] bomb = deflated(repeat('*', (1 << 20) + 1));
    closes(way, 1009, Counter.DEFLATE_BOMBS, masked(FIN | RSV1 | TEXT, bomb));
    closes(
        way, 1009, Counter.DEFLATE_BOMBS, masked(FIN | RSV1 | TEXT, deflated(new byte[64 << 20])));
    closes(way, 1009, Counter.DEFLATE_BOMBS, fragments(RSV1 | BINARY, bomb, 100));
  }

  @EveryWay
  @DisplayName("compressed text that is not UTF-8 closes with 1007 all the same")
  void inflatedTextMustBeUtf8(Way way) {
    RawClient client = open(way);
    client.writeIfHeard(masked(FIN | RSV1 | TEXT, deflated(hex("cebae1bdb9cf83cebcceb5eda080"))));
    client.expectClosed(1007);
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void whatIsInflatedNeedsRoomAmongAllHalfReadMessages(boolean secure) {
    EdgeLimits narrow =
        TestEdge.limits(
            TestEdge.PATIENT
                .connection()
                .withMaxQueuedBytes(1 << 20)
                .withMaxQueuedMessages(1000)
                .withMaxQueuedBytesInAll(1 << 20)
                .withMaxIncomingBytesInAll(200_000)
                .withPingMillis(60_000)
                .withPongMillis(60_000)
                .withWriteMillis(60_000));
    try (TestEdge edge =
        new TestEdge(secure, narrow, new EchoDialect(), Optional.of(DeflateSettings.DEFAULTS))) {
      Way way = secure ? Way.TLS_WHOLE : Way.CLEAR_WHOLE;
      try (RawClient client = RawClient.offering(edge, way, OFFER)) {
        client.write(masked(FIN | RSV1 | BINARY, deflated(new byte[60_000])));
        client.expectBinary(new byte[60_000]);
      }
      RawClient client = RawClient.offering(edge, way, OFFER);
      client.writeIfHeard(masked(FIN | RSV1 | BINARY, deflated(new byte[900_000])));
      client.expectClosed(1013);
      assertEquals(1, edge.count(Counter.INCOMING_OVERLOADED));
    }
  }

  // Publications: one block for those who agreed and those who did not

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void publicationsAreCompressedOnceAndLabelledForEach(boolean secure) {
    Way way = secure ? Way.TLS_WHOLE : Way.CLEAR_WHOLE;
    TestEdge edge = edge(way);
    edge.dialect().forgetOpened();
    RawClient[] clients = new RawClient[3];
    Connection[] connections = new Connection[3];
    for (int i = 0; i < 3; i++) {
      clients[i] = i == 1 ? RawClient.open(edge, secure) : open(way);
      connections[i] = edge.dialect().nextConnection();
    }
    Batch block = new Batch();
    for (int round = 0; round < 3; round++) {
      block.reset(4);
      block.add(MessageType.TEXT, utf8("{\"to\":\""), utf8("\",\"short\":" + round + "}"));
      block.add(
          MessageType.BINARY, utf8("{\"to\":\""), join(utf8("\",\"long\":" + round), json(3000)));
      for (int i = 0; i < 3; i++) {
        connections[i].send(
            block,
            new Receiver(utf8("lab" + i)),
            new SlowReaders(SlowReaderPolicy.OLDEST, new Counters()));
      }
      for (int i = 0; i < 3; i++) {
        clients[i].expectText("{\"to\":\"lab" + i + "\",\"short\":" + round + "}");
        ServerFrame frame = clients[i].read();
        assertEquals(ServerFrame.BINARY, frame.opcode());
        assertEquals(i != 1, frame.compressed());
        assertArrayEquals(
            join(utf8("{\"to\":\"lab" + i + "\",\"long\":" + round), json(3000)), frame.payload());
      }
    }
    for (RawClient client : clients) {
      client.close();
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void compressedPublicationsThatWaitAreDeliveredWholeAndInOrder(boolean secure) {
    Way way = secure ? Way.TLS_WHOLE : Way.CLEAR_WHOLE;
    TestEdge edge = edge(way);
    edge.dialect().forgetOpened();
    RawClient client = RawClient.offering(edge, way, OFFER, 4096);
    Connection connection = edge.dialect().nextConnection();
    Batch block = new Batch();
    int count = 400;
    for (int i = 0; i < count; i++) {
      block.reset(2);
      block.add(MessageType.TEXT, utf8(i + ":"), json(8000));
      connection.send(
          block,
          new Receiver(utf8("ab")),
          new SlowReaders(SlowReaderPolicy.OLDEST, new Counters()));
    }
    for (int i = 0; i < count; i++) {
      ServerFrame frame = client.read();
      assertTrue(frame.compressed());
      assertArrayEquals(join(utf8(i + ":ab"), json(8000)), frame.payload());
    }
    client.close();
  }
}
