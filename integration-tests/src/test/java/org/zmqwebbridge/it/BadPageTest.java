package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/**
 * Whatever a page sends has a clear outcome, is counted, and leaves every other page as it was. One
 * bridge bears all of it; after each test a page that has been there from the start is served.
 */
final class BadPageTest {
  private static final int MAX_MESSAGE = 1 << 20;

  private static BackEnd echo;
  private static TestBridge clear;
  private static TestBridge secure;
  private static RawPage bystander;
  private long opened;

  @BeforeAll
  static void open() {
    echo = BackEnd.echo();
    clear = start(Wire.CLEAR);
    secure = start(Wire.TLS);
    bystander = clear.page();
    bystander.connected("same", "echo", Json.REQ);
  }

  private static TestBridge start(Wire wire) {
    return TestBridge.start(
        wire,
        b ->
            b.endpoint("echo", SocketType.REQ, echo.address())
                .endpoint("page", SocketType.REP, FreePort.address()));
  }

  @AfterAll
  static void close() {
    bystander.close();
    clear.close();
    secure.close();
    echo.close();
  }

  @BeforeEach
  void count() {
    opened = clear.count(Counter.CONNECTIONS_OPENED);
  }

  @AfterEach
  void everyoneElseGoesOnUntouched() {
    bystander.send("same", "still here").expect("same", "still here");
    long gone = clear.count(Counter.CONNECTIONS_OPENED) - 1;
    clear.awaitCount(Counter.CONNECTIONS_CLOSED, gone);
    assertTrue(clear.count(Counter.CONNECTIONS_OPENED) >= opened);
  }

  private static TestBridge bridge(Wire wire) {
    return wire == Wire.TLS ? secure : clear;
  }

  // What cannot be blamed on a socket closes the connection

  static Stream<Arguments> unattributable() {
    return Stream.of(
            "",
            " ",
            "x",
            "null",
            "true",
            "42",
            "\"a string\"",
            "[]",
            "{",
            "{\"identity\":\"a\"",
            "{\"identity\":\"a\",}",
            "{\"identity\":\"a\"} {}",
            "{\"identity\":\"a\"}x",
            "{'identity':'a'}",
            "{identity:\"a\"}",
            "// comment\n{\"identity\":\"a\"}",
            "{\"identity\":\"a\"/**/}",
            "{}",
            "{\"content\":\"x\"}",
            "{\"identity\":null}",
            "{\"identity\":1}",
            "{\"identity\":[\"a\"]}",
            "{\"identity\":{\"a\":1}}",
            "{\"identity\":true}",
            "{\"identity\":\"\"}",
            "{\"identity\":\"" + "x".repeat(256) + "\"}",
            "{\"identity\":\"" + "\uD83D\uDE00".repeat(256) + "\"}",
            "{\"identity\":\"a\",\"identity\":\"a\"}",
            "{\"identity\":\"a\",\"identity\":\"same\"}",
            "{\"identity\":\"a\",\"\\u0069dentity\":\"same\"}",
            "{\"identity\":\"a\",\"content\":\"x\",\"content\":\"y\"}",
            "{\"identity\":\"a\",\"msg_type\":\"connect\",\"msg_type\":\"userlevel\"}",
            "{\"identity\":\"\\ud83d\"}",
            "{\"identity\":\"a\",\"content\":\"\\udc00\"}",
            "{\"identity\":\"a\",\"content\":\"tab\there\"}",
            "{\"identity\":\"a\",\"x\":NaN}",
            "{\"identity\":\"a\",\"x\":01}",
            "{\"identity\":\"a\",\"x\":+1}",
            "{\"identity\":\"a\",\"x\":1e99999999999}",
            "{\"identity\":\"a\",\"x\":" + "1".repeat(65) + "}",
            "{\"identity\":\"a\",\"x\":" + "[".repeat(32) + "]".repeat(32) + "}",
            "{\"identity\":\"a\",\"x\":" + "[".repeat(100_000),
            "{\"identity\":\"a\",\"x\":" + "{\"x\":".repeat(100_000))
        .flatMap(text -> Stream.of(Wire.values()).map(wire -> Arguments.of(wire, text)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("unattributable")
  void whatNamesNoSocketCloses1007(Wire wire, String text) {
    long before = bridge(wire).count(Counter.MESSAGES_MALFORMED);
    try (RawPage page = bridge(wire).page()) {
      page.send(text);
      assertEquals(1007, page.closeCode());
    }
    assertEquals(before + 1, bridge(wire).count(Counter.MESSAGES_MALFORMED));
  }

  static Stream<Arguments> illFormed() {
    return Stream.of("ff", "c328", "c0af", "eda080", "f4908080", "e282", "80", "fe", "f8888080")
        .flatMap(hex -> Stream.of(Wire.values()).map(wire -> Arguments.of(wire, hex)));
  }

  @ParameterizedTest
  @MethodSource("illFormed")
  void textThatIsNotUtf8Closes1007(Wire wire, String hex) {
    String bytes = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    try (RawPage page = bridge(wire).page()) {
      String text = "{\"identity\":\"a\",\"content\":\"" + bytes + "\"}";
      page.frame(RawPage.TEXT, true, text.getBytes(ISO_8859_1));
      assertEquals(1007, page.closeCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBinaryMessageCloses1003(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      page.frame(RawPage.BINARY, true, "{\"identity\":\"a\",\"content\":\"x\"}".getBytes(UTF_8));
      assertEquals(1003, page.closeCode());
    }
  }

  // What can be blamed on a socket has its outcome there

  static Stream<String> malformedConnects() {
    return Stream.of(
        "",
        "x",
        "null",
        "[]",
        "\"echo\"",
        "{",
        "{}",
        "{\"zmq_conn_string\":\"echo\"}",
        "{\"socket_type\":3}",
        "{\"zmq_conn_string\":null,\"socket_type\":3}",
        "{\"zmq_conn_string\":7,\"socket_type\":3}",
        "{\"zmq_conn_string\":[\"echo\"],\"socket_type\":3}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":\"3\"}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":3.5}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":null}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":0}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":1}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":5}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":-3}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":4294967299}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":99999999999999999999}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":3,\"msgfilter\":7}",
        "{\"zmq_conn_string\":\"page\",\"socket_type\":4,\"reclaim\":{}}",
        "{\"zmq_conn_string\":\"x\",\"zmq_conn_string\":\"echo\",\"socket_type\":3}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":3,\"username\":\"a\",\"username\":\"b\"}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":3,\"x\":\"\\ud83d\"}",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":3} trailing",
        "{\"zmq_conn_string\":\"echo\",\"socket_type\":3,\"x\":"
            + "[".repeat(32)
            + "]".repeat(32)
            + "}",
        "{\"zmq_conn_string\":\"tcp://*:1\",\"socket_type\":3}",
        "{\"zmq_conn_string\":\"ipc:///etc/passwd\",\"socket_type\":3}",
        "{\"zmq_conn_string\":\"inproc://a\",\"socket_type\":3}");
  }

  @ParameterizedTest
  @MethodSource("malformedConnects")
  void aMalformedConnectIsRefusedAndItsIdentityStaysFree(String content) {
    try (RawPage page = clear.page()) {
      page.send(Json.connectWith("a", content)).expectRefused("a", "malformed");
      page.connected("a", "echo", Json.REQ);
      page.send("a", "x").expect("a", "x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectWhoseContentIsNoStringIsRefused(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      for (String content : new String[] {"7", "null", "{}", "[1]", "true"}) {
        page.send("{\"identity\":\"a\",\"msg_type\":\"connect\",\"content\":" + content + "}");
        page.expectRefused("a", "malformed");
      }
      page.send("{\"identity\":\"a\",\"msg_type\":\"connect\"}").expectRefused("a", "malformed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void endpointsThatAreNotAllowedAllLookTheSame(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connect("a", "nowhere", Json.REQ);
      String unknown = page.nextText();
      page.connect("a", "echo", Json.SUB);
      assertEquals(unknown, page.nextText());
      page.connect("a", "page", Json.REQ);
      assertEquals(unknown, page.nextText());
      page.connect("a", "tcp://169.254.169.254:80", Json.REQ);
      assertEquals(unknown, page.nextText());
      page.connect("a", "tcp://127.0.0.1:22", Json.REQ);
      assertEquals(unknown, page.nextText());
      assertTrue(unknown.contains("not_allowed"), unknown);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestForAnUnknownIdentityEndsInAnError(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.send("never", "x").expectError("never", "not_connected");
      page.connect("refused", "nowhere", Json.REQ).send("refused", "x");
      page.expectRefused("refused", "not_allowed");
      page.expectError("refused", "not_connected");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIdentityOfAnotherConnectionIsUnknownHere(Wire wire) {
    try (RawPage owner = bridge(wire).page();
        RawPage stranger = bridge(wire).page()) {
      owner.connected("mine", "echo", Json.REQ);
      stranger.send("mine", "x").expectError("mine", "not_connected");
      owner.send("mine", "y").expect("mine", "y");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecondConnectIsRefusedAndTheFirstSocketGoesOn(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      page.connect("a", "echo", Json.REQ).expectRefused("a", "in_use");
      page.connect("a", "page", Json.REP).expectRefused("a", "in_use");
      page.send("a", "x").expect("a", "x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestWhoseContentIsNoStringEndsInAnError(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      for (String content : new String[] {"7", "null", "{}", "[]", "false"}) {
        page.send("{\"identity\":\"a\",\"content\":" + content + "}");
        page.expectError("a", "malformed");
      }
      page.send("{\"identity\":\"a\"}").expectError("a", "malformed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyOtherMessageTypeIsAMessage(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      for (String type : new String[] {"\"userlevel\"", "\"error\"", "\"CONNECT\"", "7", "null"}) {
        page.send("{\"identity\":\"a\",\"content\":\"x\",\"msg_type\":" + type + "}");
        page.expect("a", "x");
      }
    }
  }

  // Limits, on both sides of their edge

  @ParameterizedTest
  @EnumSource
  void identitiesHaveUpTo255Characters(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      for (String one : new String[] {"x", "ö", "\uD83D\uDE00", "\"", "\u0001"}) {
        String identity = one.repeat(255);
        page.connected(identity, "echo", Json.REQ);
        page.send(identity, "x").expect(identity, "x");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void jsonIsUpTo32LevelsDeep(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      String deep = "[".repeat(31) + "]".repeat(31);
      page.send(
          Json.connectWith(
              "a", "{\"zmq_conn_string\":\"echo\",\"socket_type\":3,\"x\":" + deep + "}"));
      page.expectConnected("a");
      page.send("{\"identity\":\"a\",\"content\":\"x\",\"x\":" + deep + "}").expect("a", "x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageHasUpToOneMebibyte(Wire wire) {
    String head = "{\"identity\":\"a\",\"content\":\"";
    String tail = "\"}";
    String content = "x".repeat(MAX_MESSAGE - head.length() - tail.length());
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      page.send(head + content.substring(1) + tail).expect("a", content.substring(1));
      page.send(head + content + tail).expect("a", content);
      page.send(head + content + "y" + tail);
      assertEquals(1009, page.closeCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnnouncedLengthAboveTheLimitClosesBeforeItsBytesCome(Wire wire) {
    for (long length : new long[] {MAX_MESSAGE + 1, 1L << 31, 1L << 32, Long.MAX_VALUE}) {
      try (RawPage page = bridge(wire).page()) {
        page.write(Frames.announcing(RawPage.TEXT, length));
        assertEquals(1009, page.closeCode(), () -> "announced " + length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageHasUpTo1024Fragments(Wire wire) {
    byte[] text = ("{\"identity\":\"a\",\"content\":\"" + "x".repeat(2000) + "\"}").getBytes(UTF_8);
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      fragments(page, text, 1024).expect("a", "x".repeat(2000));
      fragments(page, text, 1025);
      assertEquals(1009, page.closeCode());
    }
  }

  private static RawPage fragments(RawPage page, byte[] text, int count) {
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      byte[] piece = Arrays.copyOfRange(text, i, last ? text.length : i + 1);
      page.frame(i == 0 ? RawPage.TEXT : RawPage.CONTINUATION, last, piece);
    }
    return page;
  }

  @ParameterizedTest
  @EnumSource
  void fragmentsTogetherHaveTheLimitOfAMessage(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      byte[] piece = new byte[MAX_MESSAGE / 4];
      Arrays.fill(piece, (byte) ' ');
      for (int i = 0; i < 4; i++) {
        page.frame(i == 0 ? RawPage.TEXT : RawPage.CONTINUATION, false, piece);
      }
      page.frame(RawPage.CONTINUATION, true, new byte[1]);
      assertEquals(1009, page.closeCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyFragmentsAreCountedToo(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.frame(RawPage.TEXT, false, new byte[0]);
      for (int i = 0; i < 1024; i++) {
        page.frame(RawPage.CONTINUATION, false, new byte[0]);
      }
      assertEquals(1009, page.closeCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySplitOfAMessageIsTheSameMessage(Wire wire) {
    byte[] text = "{\"identity\":\"a\",\"content\":\"ö\uD83D\uDE00\"}".getBytes(UTF_8);
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      for (int cut = 0; cut <= text.length; cut++) {
        page.frame(RawPage.TEXT, false, Arrays.copyOf(text, cut));
        page.frame(RawPage.PING, true, "between".getBytes(UTF_8));
        page.frame(RawPage.CONTINUATION, true, Arrays.copyOfRange(text, cut, text.length));
        page.expectPong("between".getBytes(UTF_8));
        page.expect("a", "ö\uD83D\uDE00");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatComeOneByOneAreTheSameMessage(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      byte[] ping = Frames.masked(RawPage.PING, true, "p".getBytes(UTF_8));
      byte[] text =
          Frames.masked(
              RawPage.TEXT, true, Json.message("a", "y".repeat(300)).toString().getBytes(UTF_8));
      for (byte[] frame : new byte[][] {ping, text}) {
        for (byte b : frame) {
          page.write(new byte[] {b});
        }
      }
      page.expectPong("p".getBytes(UTF_8));
      page.expect("a", "y".repeat(300));
    }
  }

  @ParameterizedTest
  @EnumSource
  void pingsAreAnsweredWhileAReplyIsPending(Wire wire) {
    try (RouterService slow = new RouterService();
        TestBridge bridge =
            TestBridge.start(wire, b -> b.endpoint("slow", SocketType.REQ, slow.address()));
        RawPage page = bridge.page()) {
      page.connected("a", "slow", Json.REQ);
      page.send("a", "x");
      byte[] payload = new byte[125];
      Arrays.fill(payload, (byte) 'p');
      page.frame(RawPage.PING, true, payload).expectPong(payload);
      page.frame(RawPage.PING, true, new byte[0]).expectPong(new byte[0]);
      slow.reply(slow.receive("x"), "y");
      page.expect("a", "y");
    }
  }

  @ParameterizedTest
  @EnumSource
  void unaskedPongsMeanNothing(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      page.frame(RawPage.PONG, true, "unasked".getBytes(UTF_8));
      page.send("a", "x").expect("a", "x");
    }
  }

  // Frames that break RFC 6455

  static Stream<Arguments> protocolErrors() {
    byte[] text = "{\"identity\":\"a\"}".getBytes(UTF_8);
    return Stream.of(
            Arguments.of("unmasked", 1002, Frames.unmasked(RawPage.TEXT, true, text)),
            Arguments.of("unmasked ping", 1002, Frames.unmasked(RawPage.PING, true, text)),
            Arguments.of("reserved bit 1", 1002, changed(text, 0x40)),
            Arguments.of("reserved bit 2", 1002, changed(text, 0x20)),
            Arguments.of("reserved bit 3", 1002, changed(text, 0x10)),
            Arguments.of("reserved opcode", 1002, Frames.masked(3, true, text)),
            Arguments.of("reserved control", 1002, Frames.masked(0xb, true, text)),
            Arguments.of("half a ping", 1002, Frames.masked(RawPage.PING, false, text)),
            Arguments.of("long ping", 1002, Frames.masked(RawPage.PING, true, new byte[126])),
            Arguments.of("stray", 1002, Frames.masked(RawPage.CONTINUATION, true, text)),
            Arguments.of("negative", 1002, Frames.announcing(RawPage.TEXT, Long.MIN_VALUE)),
            Arguments.of("one byte", 1002, Frames.masked(RawPage.CLOSE, true, new byte[1])),
            Arguments.of("code 1005", 1002, Frames.masked(RawPage.CLOSE, true, code(1005))),
            Arguments.of("code 999", 1002, Frames.masked(RawPage.CLOSE, true, code(999))),
            Arguments.of("code 65535", 1002, Frames.masked(RawPage.CLOSE, true, code(65535))),
            Arguments.of("reason", 1007, Frames.masked(RawPage.CLOSE, true, illFormedReason())))
        .flatMap(
            c ->
                Stream.of(Wire.values())
                    .map(wire -> Arguments.of(wire, c.get()[0], c.get()[1], c.get()[2])));
  }

  private static byte[] changed(byte[] text, int bit) {
    byte[] frame = Frames.masked(RawPage.TEXT, true, text);
    frame[0] |= (byte) bit;
    return frame;
  }

  private static byte[] code(int code) {
    return new byte[] {(byte) (code >> 8), (byte) code};
  }

  private static byte[] illFormedReason() {
    return new byte[] {0x03, (byte) 0xe8, (byte) 0xff};
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("protocolErrors")
  void framesThatBreakTheProtocolClose(Wire wire, String what, int code, byte[] frame) {
    try (RawPage page = bridge(wire).page()) {
      page.write(frame);
      assertEquals(code, page.closeCode(), what);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewMessageInsideAFragmentedOneCloses(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.frame(RawPage.TEXT, false, "{".getBytes(UTF_8));
      page.frame(RawPage.TEXT, true, "{}".getBytes(UTF_8));
      assertEquals(1002, page.closeCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingBehindABadMessageIsRead(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      page.send("not JSON");
      for (int i = 0; i < 50; i++) {
        page.send("a", "behind");
      }
      assertEquals(1007, page.closeCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void pongsThatNobodyReadsFillNothing(Wire wire) {
    try (RawPage page = bridge(wire).page()) {
      page.connected("a", "echo", Json.REQ);
      byte[] batch = new byte[0];
      byte[] ping = Frames.masked(RawPage.PING, true, new byte[125]);
      for (int i = 0; i < 100; i++) {
        batch = Arrays.copyOf(batch, batch.length + ping.length);
        System.arraycopy(ping, 0, batch, batch.length - ping.length, ping.length);
      }
      for (int i = 0; i < 1_000; i++) {
        page.write(batch);
      }
      page.send("a", "x");
      page.expectAfterPongs("a", "x");
    }
  }

  /** A naive search would keep the loop busy for minutes with one publication. */
  @ParameterizedTest
  @EnumSource
  void aFilterChosenToBeExpensiveHoldsNobodyUp(Wire wire) {
    String almost = "a".repeat(500_000);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("news", SocketType.SUB, news.address())
                        .limits(
                            Limits.sockets(
                                "maxConnectBytes", 1 << 20, "maxFilterBytes", 1 << 20)));
        RawPage page = bridge.page()) {
      page.connected("no", "news", Json.SUB, "msgfilter", almost + "b");
      page.connected("yes", "news", Json.SUB, "msgfilter", "b" + almost);
      news.awaitSubscription();
      news.publish("a".repeat(1_000_000));
      news.publish("a".repeat(400_000) + "b" + almost);
      page.expect("yes", "a".repeat(400_000) + "b" + almost);
    }
  }
}
