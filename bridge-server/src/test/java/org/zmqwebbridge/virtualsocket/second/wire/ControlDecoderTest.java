package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages say (PROTOCOL-2.md, sections 1 to 7). */
class ControlDecoderTest {
  private static final WireLimits LIMITS = new WireLimits(1_000, 4, 2_000, 128, 255, 1_024, 256);

  private static ClientControl decode(String text) {
    return ControlDecoder.decode(ByteBuffer.wrap(text.replace('\'', '"').getBytes(UTF_8)), LIMITS);
  }

  private static void is(ClientControl expected, String text) {
    assertEquals(Frames.readable(expected), Frames.readable(decode(text)), text);
  }

  private static void isFault(
      WireError error, ErrorPlace place, long channel, long id, String text) {
    is(new Fault(error, place, channel, id, ""), text);
  }

  private static List<byte[]> topics(String... topics) {
    return Stream.of(topics).map(topic -> topic.getBytes(ISO_8859_1)).toList();
  }

  private static ClientControl.Open open(String type, String endpoint) {
    return new ClientControl.Open(
        1, type, endpoint, -1, List.of(), Wishes.NONE, "", "", false, Map.of());
  }

  @Test
  void anOpenNeedsAChannelATypeAndAnEndpoint() {
    is(open("REQ", "echo"), "{'op': 'open', 'channel': 1, 'type': 'REQ', 'endpoint': 'echo'}");
  }

  @Test
  void whatIsNullIsAbsent() {
    is(
        open("REQ", "echo"),
        "{'op': 'open', 'channel': 1, 'type': 'REQ', 'endpoint': 'echo', 'credit': null,"
            + " 'topics': null, 'last': null, 'after': null, 'perSecond': null, 'identity': null,"
            + " 'reclaim': null, 'notices': null, 'auth': null}");
  }

  @Test
  void anOpenMaySayMore() {
    is(
        new ClientControl.Open(
            0xffff_ffffL,
            "SUB",
            "quotes",
            1L << 31,
            topics("NOVA", "\u00ff\u0000", ""),
            new Wishes(true, true, true, new Wishes.Place("e", (1L << 53) - 1), 1_000),
            "desk 7",
            "secret",
            true,
            Map.of("username", "hugo")),
        "{'op': 'open', 'channel': 4294967295, 'type': 'SUB', 'endpoint': 'quotes', 'credit':"
            + " 2147483648, 'topics': ['NOVA', {'base64': '/wA='}, ''], 'last': true, 'fresh':"
            + " true, 'heard': true, 'after': {'epoch': 'e', 'offset': 9007199254740991}, 'perSecond': 1000,"
            + " 'identity': 'desk 7', 'reclaim': 'secret', 'notices': true, 'auth':"
            + " {'username': 'hugo'}, 'anything': ['else']}");
  }

  @Test
  void everyOpIsRead() {
    is(new ClientControl.Close(1), "{'op': 'close', 'channel': 1}");
    is(
        new ClientControl.Subscribe(1, topics("a"), new Wishes(true, false, false, null, 10)),
        "{'op': 'subscribe', 'channel': 1, 'topics': ['a'], 'last': true, 'perSecond': 10}");
    is(
        new ClientControl.Unsubscribe(1, topics("a")),
        "{'op': 'unsubscribe', 'channel': 1, 'topics': ['a']}");
    is(new ClientControl.Credit(1, 64), "{'op': 'credit', 'channel': 1, 'messages': 64}");
    is(new ClientControl.Cancel(1, 7), "{'op': 'cancel', 'channel': 1, 'id': 7}");
    is(
        new ClientControl.Failed(2, 9, "no"),
        "{'op': 'failed', 'channel': 2, 'id': 9, 'text': 'no'}");
    is(new ClientControl.Failed(2, 0, ""), "{'op': 'failed', 'channel': 2, 'id': 0}");
    is(new ClientControl.Ping(5), "{'op': 'ping', 'id': 5}");
    is(new ClientControl.Auth(Map.of("a", 1L)), "{'op': 'auth', 'auth': {'a': 1}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "'open'",
        "{'op'",
        "{}",
        "{'op': 5}",
        "{'op': 'close', 'channel': 1, 'channel': 1}",
        "{'op': 'close', 'channel': 1} {}",
        "{'op': 'close', /**/ 'channel': 1}",
        "{'op': 'close', 'x': '\\ud800'}",
        "{'identity': 'a', 'content': 'text', 'msg_type': 'userlevel'}"
      })
  void whatHasNoOpConcernsNobodyAndEndsTheConnection(String text) {
    isFault(WireError.MALFORMED_FRAME, ErrorPlace.CONNECTION, 0, -1, text);
  }

  @Test
  void textThatIsNotUtf8EndsTheConnection() {
    byte[] text = "{\"op\": \"close\u00ff\"}".getBytes(ISO_8859_1);
    Fault fault =
        assertInstanceOf(Fault.class, ControlDecoder.decode(ByteBuffer.wrap(text), LIMITS));
    assertEquals(Fault.Ends.CONNECTION, fault.ends());
  }

  @Test
  void aControlMessageThatIsTooLongIsNotEvenRead() {
    isFault(WireError.TOO_LARGE, ErrorPlace.ERROR, 0, -1, "{".repeat(2_001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'op': 'hello'} | 0 | -1",
        "{'op': 'hello', 'channel': 3, 'id': 4} | 3 | 4",
        "{'op': 'hello', 'channel': -3, 'id': 'x'} | 0 | -1",
        "{'op': 'welcome'} | 0 | -1",
        "{'op': 'opened', 'channel': 3} | 3 | -1",
        "{'op': 'message', 'channel': 3, 'parts': ['a']} | 3 | -1"
      })
  void anOpThatNoPageSaysIsUnknown(String text, long channel, long id) {
    isFault(WireError.UNKNOWN_OP, ErrorPlace.ERROR, channel, id, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'1'", "1.0", "1e0", "-1", "4294967296", "99999999999999999999", "null"})
  void aChannelIsAnUnsignedNumberOf32Bits(String channel) {
    isFault(
        WireError.MALFORMED_FRAME,
        ErrorPlace.ERROR,
        0,
        -1,
        "{'op': 'open', 'type': 'REQ', 'endpoint': 'echo', 'channel': " + channel + "}");
  }

  @Test
  void channelZeroIsNone() {
    isFault(WireError.NO_CHANNEL, ErrorPlace.ERROR, 0, -1, "{'op': 'close', 'channel': 0}");
    isFault(WireError.NO_CHANNEL, ErrorPlace.ERROR, 0, -1, "{'op': 'open', 'channel': 0}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type': 5, 'endpoint': 'e'",
        "'type': 'SUB'",
        "'type': 'SUB', 'endpoint': ''",
        "'type': 'SUB', 'endpoint': 'e', 'credit': -1",
        "'type': 'SUB', 'endpoint': 'e', 'credit': 2147483649",
        "'type': 'SUB', 'endpoint': 'e', 'credit': true",
        "'type': 'SUB', 'endpoint': 'e', 'topics': 'NOVA'",
        "'type': 'SUB', 'endpoint': 'e', 'topics': [5]",
        "'type': 'SUB', 'endpoint': 'e', 'topics': [{'base64': '/wA'}]",
        "'type': 'SUB', 'endpoint': 'e', 'topics': [{'base64': '/wB='}]",
        "'type': 'SUB', 'endpoint': 'e', 'topics': [{'base64': '_wA='}]",
        "'type': 'SUB', 'endpoint': 'e', 'topics': [{'hex': 'ff'}]",
        "'type': 'SUB', 'endpoint': 'e', 'last': 1",
        "'type': 'SUB', 'endpoint': 'e', 'fresh': 'yes'",
        "'type': 'SUB', 'endpoint': 'e', 'after': 41",
        "'type': 'SUB', 'endpoint': 'e', 'after': {'offset': 41}",
        "'type': 'SUB', 'endpoint': 'e', 'after': {'epoch': 'x', 'offset': 9007199254740992}",
        "'type': 'SUB', 'endpoint': 'e', 'perSecond': 0",
        "'type': 'SUB', 'endpoint': 'e', 'perSecond': 1001",
        "'type': 'REP', 'endpoint': 'e', 'identity': ''",
        "'type': 'REP', 'endpoint': 'e', 'identity': 7",
        "'type': 'REP', 'endpoint': 'e', 'reclaim': []",
        "'type': 'REP', 'endpoint': 'e', 'notices': 'true'",
        "'type': 'REP', 'endpoint': 'e', 'auth': 'token'"
      })
  void anOpenThatIsWrongIsRefused(String members) {
    isFault(
        WireError.MALFORMED_FRAME,
        ErrorPlace.REFUSED,
        6,
        -1,
        "{'op': 'open', 'channel': 6, " + members + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'op': 'subscribe'",
        "'op': 'subscribe', 'topics': []",
        "'op': 'subscribe', 'topics': ['a'], 'perSecond': 1.5",
        "'op': 'unsubscribe', 'topics': {}",
        "'op': 'credit'",
        "'op': 'credit', 'messages': 0",
        "'op': 'credit', 'messages': 1e3",
        "'op': 'cancel'",
        "'op': 'cancel', 'id': 4294967296",
        "'op': 'failed', 'text': 'no id'",
        "'op': 'failed', 'id': 7, 'text': 5"
      })
  void whatIsWrongEndsThatFrameAlone(String members) {
    isFault(WireError.MALFORMED_FRAME, ErrorPlace.ERROR, 6, -1, "{'channel': 6, " + members + "}");
  }

  @Test
  void whatConcernsNoChannelEndsThatFrameAlone() {
    isFault(WireError.MALFORMED_FRAME, ErrorPlace.ERROR, 0, -1, "{'op': 'ping'}");
    isFault(WireError.MALFORMED_FRAME, ErrorPlace.ERROR, 0, -1, "{'op': 'auth', 'auth': 'x'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483649", "999999999999999999"})
  void creditThatOverflowsEndsTheChannel(String messages) {
    isFault(
        WireError.CREDIT_OVERFLOW,
        ErrorPlace.CLOSED,
        6,
        -1,
        "{'op': 'credit', 'channel': 6, 'messages': " + messages + "}");
  }

  @Test
  void namesAreCountedInCharactersNotInUnits() {
    String clef = "\ud834\udd1e";
    is(
        open("REQ", clef.repeat(255)),
        "{'op': 'open', 'channel': 1, 'type': 'REQ', 'endpoint': '" + clef.repeat(255) + "'}");
  }
}
