package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.AskedPage;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.FreshOffer;
import org.zmqwebbridge.gateway.PageLeft;

@SuppressWarnings(
    "StringConcatToTextBlock") // the lines that are expected are longer than lines may be
class BridgeSettingsTest {
  private static Section read(String yaml) {
    return new ConfigSources().yaml(yaml, "zwb.yaml").read();
  }

  private static SlowReaderPolicy slowReaders(String type, String setting) {
    String yaml =
        "endpoints:\n  news:\n    type: "
            + type
            + "\n    address: \"tcp://127.0.0.1:1\"\n"
            + setting;
    return EndpointSettings.endpoint("news", read(yaml).section("endpoints").section("news"))
        .slowReaders();
  }

  private static String refusal(String yaml) {
    return assertThrows(ConfigException.class, () -> BridgeSettings.read(read(yaml))).getMessage();
  }

  @Test
  void anEndpointSaysWhatSlowReadersLose() {
    assertEquals(SlowReaderPolicy.OLDEST, slowReaders("SUB", ""));
    assertEquals(SlowReaderPolicy.OLDEST, slowReaders("SUB", "    slowReaders: oldest\n"));
    assertEquals(SlowReaderPolicy.LATEST, slowReaders("SUB", "    slowReaders: latest\n"));
    assertEquals(SlowReaderPolicy.CLOSE, slowReaders("SUB", "    slowReaders: close\n"));
  }

  @Test
  void onlyASubEndpointHasSlowReadersAndOnlyThree() {
    assertEquals(
        "zwb.yaml, line 5: endpoints.news.slowReaders: only an endpoint of type SUB drops anything,"
            + " and this one's is REQ; take this line out",
        assertThrows(ConfigException.class, () -> slowReaders("REQ", "    slowReaders: latest\n"))
            .getMessage());
    assertEquals(
        "zwb.yaml, line 5: endpoints.news.slowReaders: \"newest\" is none of oldest, latest, close",
        assertThrows(ConfigException.class, () -> slowReaders("SUB", "    slowReaders: newest\n"))
            .getMessage());
  }

  private static String endpointRefusal(String type, String address, String more) {
    return refusal(
        "endpoints: {e: {type: " + type + ", address: \"" + address + "\"" + more + "}}");
  }

  @Test
  void aTypeThatIsNoneIsExplained() {
    String address = "tcp://127.0.0.1:1";
    for (String[] typeAndHint :
        new String[][] {
          {"sub", "write SUB"},
          {"XPUB", "SUB receives what an XPUB sends"},
          {"pull", "write PULL"},
          {"ROUTER", "REQ asks a REP or ROUTER service"},
          {"x", "none of REQ, SUB, REP"}
        }) {
      String refusal = endpointRefusal(typeAndHint[0], address, "");
      assertTrue(refusal.contains("endpoints.e.type"), refusal);
      assertTrue(refusal.contains(typeAndHint[1]), refusal);
    }
  }

  @Test
  void anAddressThatIsNoneIsExplained() {
    assertTrue(endpointRefusal("SUB", "ipc://feed.ipc", "").contains("an absolute path"));
    assertTrue(endpointRefusal("SUB", "tcp://h:1/", "").contains("ends with a slash"));
    assertTrue(endpointRefusal("SUB", "tcp://*:1", "").contains("for what it binds (REP)"));
  }

  private static String addresses(ConfigSources sources) {
    return BridgeSettings.read(sources.read())
        .config()
        .endpoints()
        .all()
        .iterator()
        .next()
        .addresses()
        .toString();
  }

  @Test
  void anEndpointHasOneAddressOrSeveralInEverySource() {
    String one = "endpoints: { e: { type: REQ, address: \"tcp://a:1\" } }";
    assertEquals("tcp://a:1", addresses(new ConfigSources().yaml(one, "zwb.yaml")));
    assertEquals("tcp://b:2", addresses(new ConfigSources().yaml(one.replace("a:1", "b:2"), "y")));
    String several = "[\"tcp://a:1\", \"tcp://B:2\"]";
    assertEquals(
        "tcp://a:1, tcp://b:2",
        addresses(
            new ConfigSources()
                .yaml("endpoints: { e: { type: REQ, address: " + several + " } }", "zwb.yaml")));
    assertEquals(
        "tcp://a:1, tcp://b:2",
        addresses(new ConfigSources().yaml(one, "y").set("endpoints.e.address=" + several)));
    Map<String, String> variables = Map.of("ZWB_ENDPOINTS__E__ADDRESS", "[tcp://a:1, tcp://b:2]");
    assertEquals(
        "tcp://a:1, tcp://b:2",
        addresses(new ConfigSources().yaml(one, "y").environment(variables, Set.of())));
    assertEquals(
        "tcp://0.0.0.0:1, tcp://[::1]:2",
        addresses(
            new ConfigSources()
                .yaml(
                    "endpoints: { e: { type: REP, address: [\"tcp://*:1\", \"tcp://[::1]:2\"] } }",
                    "zwb.yaml")));
  }

  @Test
  void addressesThatDoNotGoTogetherAreSaidWithTheirPlace() {
    String list = "endpoints:\n  e:\n    type: REQ\n    address:";
    assertEquals(
        "zwb.yaml, line 4: endpoints.e.address: there is no address; name at least one",
        refusal(list + " []\n"));
    assertEquals(
        "zwb.yaml, line 4: endpoints.e.address: tcp://a:1 is named twice; take one out",
        refusal(list + "\n    - tcp://a:1\n    - tcp://b:1\n    - TCP://A:1\n"));
    assertEquals(
        "zwb.yaml, line 6: endpoints.e.address: the bridge connects here, so the address says to"
            + " which host; * is for what it binds (REP)\n"
            + "zwb.yaml, line 7: endpoints.e.address: the address has no port; it looks like"
            + " tcp://host:port",
        refusal(list + "\n    - tcp://a:1\n    - tcp://*:1\n    - tcp://a\n"));
    assertEquals(
        "zwb.yaml, line 5: endpoints.e.address: takes one value",
        refusal(list + "\n    - [tcp://a:1]\n"));
    String many =
        IntStream.rangeClosed(1, 65).mapToObj(i -> "tcp://a:" + i).collect(Collectors.joining(","));
    assertEquals(
        "zwb.yaml, line 4: endpoints.e.address: an endpoint has at most 64 addresses, not 65",
        refusal(list + " [" + many + "]\n"));
  }

  @Test
  void oneAddressOfARepEndpointIsNoOtherRepEndpoints() {
    String refusal =
        refusal(
            "endpoints:\n"
                + "  a: { type: REP, address: [\"tcp://h:1\", \"tcp://h:2\"] }\n"
                + "  b: { type: REP, address: [\"tcp://h:2\", \"tcp://h:3\"] }\n");
    assertTrue(refusal.contains("endpoints a and b are REP"), refusal);
    assertTrue(refusal.contains("tcp://h:2,"), refusal);
  }

  private static Set<Door> doors(String lines) {
    String yaml = "endpoints: { e: { type: REQ, address: \"tcp://a:1\", LINE } }\n";
    int split = lines.indexOf('|');
    String all = yaml.replace(", LINE", lines.substring(0, split)) + lines.substring(split + 1);
    return BridgeSettings.read(read(all)).config().endpoints().all().iterator().next().doors();
  }

  @Test
  void anEndpointHasTheDoorsOfItsLineOrThoseOfAllOrAll() {
    assertEquals(Set.of(Door.values()), doors("|"));
    assertEquals(Set.of(Door.ZWS), doors("|doors: [zws]"));
    assertEquals(Set.of(Door.HTTP, Door.WEBSOCKET), doors(", doors: [http, websocket]|"));
    assertEquals(Set.of(Door.HTTP), doors(", doors: [http]|doors: [zws]"));
    assertEquals(Set.of(Door.HTTP), doors(", doors: [http, http]|"));
  }

  @Test
  void aDoorThatIsNoneIsSaidWithItsPlace() {
    String bound = "endpoints: { e: { type: REP, address: \"tcp://127.0.0.1:1\" } }\n";
    assertEquals(
        "zwb.yaml, line 1: doors: \"zsw\" is none of websocket, zws, http; did you mean \"zws\"?",
        refusal("doors: [zsw]\n"));
    assertEquals(
        "zwb.yaml, line 1: doors: names no door, so nobody could come in; take the line out",
        refusal("doors: []\n"));
    assertTrue(refusal(bound + "doors: [zws, http]").contains("type REP is for pages"));
    assertTrue(
        endpointRefusal("REP", "tcp://127.0.0.1:1", ", doors: [zws]").contains("type REP is for"));
  }

  @Test
  void theStartLineNamesSeveralAddresses() {
    String yaml =
        "endpoints:\n"
            + "  one: { type: REQ, address: \"tcp://h:1\" }\n"
            + "  two: { type: SUB, address: [\"tcp://h:1\", \"tcp://h:2\"] }\n"
            + "  six: { type: REQ, address: [\"tcp://h:1\", \"tcp://h:2\", \"tcp://h:3\","
            + " \"tcp://h:4\", \"tcp://h:5\", \"tcp://h:6\"] }\n"
            + "  rep: { type: REP, address: [\"tcp://h:7\", \"tcp://h:8\"] }\n";
    String line =
        new OpenDoors(BridgeSettings.read(read(yaml)).config(), listener -> 1, 2).toString();
    assertTrue(
        line.endsWith(
            "endpoints one (REQ), two (SUB at tcp://h:1, tcp://h:2), six (REQ at tcp://h:1,"
                + " tcp://h:2, tcp://h:3, tcp://h:4 and 2 more), rep (REP); bound for services"
                + " tcp://h:7, tcp://h:8"),
        line);
  }

  @Test
  void onlyASubEndpointHasPartsAndOnlyTwoWays() {
    String address = "tcp://127.0.0.1:1";
    assertTrue(endpointRefusal("REQ", address, ", originalParts: each").contains("type SUB"));
    assertTrue(
        endpointRefusal("SUB", address, ", originalParts: all").contains("none of last, each"));
  }

  @Test
  void onlyARepEndpointSaysWhatBecomesOfTheAsksOfAPageThatLeaves() {
    String address = "tcp://127.0.0.1:1";
    assertTrue(endpointRefusal("REQ", address, ", pageLeft: next").contains("type REP"));
    assertTrue(
        endpointRefusal("REP", address, ", pageLeft: other").contains("none of error, next"));
    String yaml = "endpoints: { p: { type: REP, address: \"tcp://127.0.0.1:1\", pageLeft: next } }";
    EndpointSpec endpoint =
        BridgeSettings.read(read(yaml)).config().endpoints().named("p").orElseThrow();
    assertEquals(PageLeft.NEXT, endpoint.asks().pageLeft());
  }

  @Test
  void onlyARepEndpointSaysWhichPageIsAsked() {
    String address = "tcp://127.0.0.1:1";
    assertTrue(endpointRefusal("SUB", address, ", asks: any").contains("type REP"));
    assertTrue(endpointRefusal("REP", address, ", asks: all").contains("none of named, any"));
    String yaml = "endpoints: { p: { type: REP, address: \"tcp://127.0.0.1:1\", asks: any } }";
    EndpointSpec endpoint =
        BridgeSettings.read(read(yaml)).config().endpoints().named("p").orElseThrow();
    assertEquals(AskedPage.ANY, endpoint.asks().page());
  }

  @Test
  void aServiceThatAnswersSubscriptionsMayHaveAWelcomeThatIsNone() {
    String address = "tcp://127.0.0.1:1";
    assertTrue(endpointRefusal("REP", address, ", fresh: true").contains("type SUB"));
    assertTrue(endpointRefusal("SUB", address, ", fresh: {welcom: W}").contains("welcome"));
    for (String written : new String[] {"true", "{}", "{welcome: W}"}) {
      String yaml =
          "endpoints: { q: { type: SUB, address: \"tcp://127.0.0.1:1\", fresh: " + written + " } }";
      EndpointSpec endpoint =
          BridgeSettings.read(read(yaml)).config().endpoints().named("q").orElseThrow();
      String welcome = written.contains("W") ? "W" : "";
      assertEquals(Optional.of(new FreshOffer(welcome)), endpoint.offers().fresh());
    }
  }

  @Test
  void aFileWhoseNameCannotBeOneIsSaidWithItsPlace() {
    String refusal = refusal("tls:\n  certificate: \"a\\0b\"\n  key: k.pem\n");
    assertTrue(refusal.startsWith("zwb.yaml, line 2: tls.certificate: "), refusal);
  }

  @Test
  void allThatIsWrongIsSaidAtOnceEachWithItsOwnLine() {
    assertEquals(
        String.join(
            "\n",
            "zwb.yaml, line 1: listen: \"nowhere\" is no IP address with a port, such as"
                + " 127.0.0.1:8000 or [::1]:8000; 8000 alone is this machine only, *:8000 every"
                + " address of it",
            "zwb.yaml, line 3: websocket.path begins with a slash; write /data",
            "zwb.yaml, line 6: endpoints.a.type: \"sub\" is none of REQ, SUB, REP, DEALER, PUB, PUSH,"
                + " PULL, PAIR; write SUB",
            "zwb.yaml, line 5: endpoints.a.address is missing",
            "zwb.yaml, line 7: endpoints.a.hwm: \"0\" is no whole number from 1 to 10000000",
            "zwb.yaml, line 9: endpoints.b.type: \"XPUB\" is none of REQ, SUB, REP, DEALER, PUB,"
                + " PUSH, PULL, PAIR; it is the type of the page's socket: SUB receives what an"
                + " XPUB sends",
            "zwb.yaml, line 9: unknown setting \"endpoints.b.typ\"; did you mean \"type\"?",
            "zwb.yaml, line 12: auth.jwt.issuer is missing",
            "zwb.yaml, line 12: auth.jwt.audience is missing",
            "zwb.yaml, line 12: auth.jwt.jwks is missing",
            "zwb.yaml, line 11: unknown setting \"limits.maxMesageBytes\"; did you mean"
                + " \"maxMessageBytes\"?"),
        refusal(
            "listen: nowhere\n"
                + "websocket:\n"
                + "  path: data\n"
                + "endpoints:\n"
                + "  a:\n"
                + "    type: sub\n"
                + "    hwm: 0\n"
                + "  b:\n"
                + "    { type: XPUB, address: \"tcp://127.0.0.1:1\", typ: x }\n"
                + "limits:\n"
                + "  maxMesageBytes: 5\n"
                + "auth: { jwt: {} }\n"));
  }

  @Test
  void deflateIsASwitchOrASection() {
    for (String value : new String[] {"true", "false", "{minBytes: 0}", "{level: 9}", "{}"}) {
      BridgeSettings.read(read("websocket:\n  deflate: " + value + "\n"));
    }
    assertEquals(
        "zwb.yaml, line 2: websocket.deflate: \"yes\" is neither true nor false",
        refusal("websocket:\n  deflate: yes\n"));
    assertEquals(
        "zwb.yaml, line 2: websocket.deflate.level: \"0\" is no whole number from 1 to 9",
        refusal("websocket:\n  deflate: {level: 0}\n"));
  }

  @Test
  void allTogetherMayKeepAtLeastOneMessage() {
    for (String limit : new String[] {"maxQueuedBytesInAll", "maxIncomingBytesInAll"}) {
      assertEquals(
          "zwb.yaml, line 3: limits."
              + limit
              + ": \"65535\" is no whole number from 65536 to "
              + Long.MAX_VALUE,
          refusal("limits:\n  maxMessageBytes: 65536\n  " + limit + ": 65535\n"));
      BridgeSettings.read(read("limits:\n  maxMessageBytes: 65536\n  " + limit + ": 65536\n"));
    }
  }

  @Test
  void aMessageThatIsLargerThanTheDefaultsForAllRaisesThem() {
    BridgeSettings.read(read("limits:\n  maxMessageBytes: 1073741824\n"));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "endpoints: { e: { type: REQ, address: \"tcp://127.0.0.1:1\", topics: [a] } }",
            List.of("type SUB", "REQ")),
        Arguments.of(
            "endpoints:\n  e:\n    type: SUB\n    address: \"tcp://127.0.0.1:1\"\n"
                + "    topics: [\"user/{principal}\"]",
            List.of("line 5", "endpoints.e.topics", "delimiter")),
        Arguments.of("rates: { perConnection: -1 }", List.of("rates.perConnection")),
        Arguments.of("rates: { burstSeconds: 61 }", List.of("rates.burstSeconds", "60")),
        Arguments.of("auth: { credential: { cookie: s } }", List.of("auth.secret", "auth.jwt")),
        Arguments.of("auth: { secret: {} }", List.of("auth.secret.file", "missing")),
        Arguments.of(
            "auth: { secret: { file: missing.secret } }",
            List.of("auth.secret.file", "does not exist")),
        Arguments.of(
            "auth: { tickets: {}, credential: { header: maybe } }",
            List.of("auth.credential.header", "true nor false")),
        Arguments.of("auth: { tickets: { seconds: 0 } }", List.of("auth.tickets.seconds")),
        Arguments.of("auth: { jwt: { issuer: i, audience: a } }", List.of("auth.jwt.jwks")),
        Arguments.of("auth: { jwt: { issuer: i, jwks: x } }", List.of("auth.jwt.audience")),
        Arguments.of(
            "auth: { jwt: { issuer: i, audience: a, jwks: \"http://id.example.org/\" } }",
            List.of("auth.jwt.jwks", "https://")),
        Arguments.of(
            "auth: { jwt: { issuer: i, audience: a, jwks: \"https://id.example.org/\","
                + " algorithms: [HS256] } }",
            List.of("auth.jwt.algorithms", "HS256", "RS256")),
        Arguments.of("auth: { http: { url: \"ftp://x\" } }", List.of("auth.http.url", "http://")),
        Arguments.of("auth: { revokedSeconds: 0 }", List.of("auth.revokedSeconds")));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongSettingIsSaidWithItsPlaceAndTheWayOut(String yaml, List<String> says) {
    String message = refusal(yaml);
    says.forEach(part -> assertTrue(message.contains(part), message));
  }
}
