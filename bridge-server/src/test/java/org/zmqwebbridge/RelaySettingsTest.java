package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.relay.CallOutSpec;
import org.zmqwebbridge.relay.FeedSpec;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.NameSpec;
import org.zmqwebbridge.relay.PresenceSpec;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.RelayLimits;
import org.zmqwebbridge.relay.SeveralSpec;
import org.zmqwebbridge.relay.StreamSpec;
import org.zmqwebbridge.relay.SubscriberKind;
import org.zmqwebbridge.relay.Unknown;

/** The section relay: what it makes, and what it says of what it cannot use. */
@SuppressWarnings(
    "StringConcatToTextBlock") // the lines that are expected are longer than lines may be
class RelaySettingsTest {
  private static BridgeBuilder builder(String yaml) {
    return BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read());
  }

  private static RelayConfig relay(String yaml) {
    return builder(yaml).config().relay();
  }

  @Test
  void itsLimitsAreReadAndNoneIsZero() {
    assertEquals(RelayLimits.DEFAULTS, relay("relay: {}").limits());
    assertEquals(
        new RelayLimits(1, 2, 3, 4),
        relay(
                "relay: {limits: {maxPublicationsPerSocket: 1, maxMessagesPerPoll: 2,"
                    + " maxWaitingMessages: 3, maxCallOuts: 4}}")
            .limits());
    for (String name :
        List.of(
            "maxPublicationsPerSocket",
            "maxMessagesPerPoll",
            "maxWaitingMessages",
            "maxCallOuts")) {
      assertThrows(ConfigException.class, () -> relay("relay: {limits: {" + name + ": 0}}"), name);
    }
  }

  private static LocationSpec location(String more) {
    return relay("relay: {locations: [{type: pubsub, prefix: /c/" + more + "}]}")
        .locations()
        .get(0);
  }

  private static void refuses(String yaml, String... says) {
    String message = assertThrows(ConfigException.class, () -> builder(yaml)).getMessage();
    for (String words : says) {
      assertTrue(message.contains(words), words + " in " + message);
    }
  }

  @Test
  void withoutItThereIsNone() {
    assertEquals(RelayConfig.NONE, relay(""));
  }

  @Test
  void aloneItIsHbpushsOwnLocations() {
    RelayConfig relay = relay("relay: {}");
    assertEquals(
        List.of(
            LocationSpec.of(Kind.PUBLISHER, relay.locations().get(0).path()),
            LocationSpec.of(Kind.SUBSCRIBER, relay.locations().get(1).path())),
        relay.locations());
    assertEquals(Optional.of("a"), relay.locations().get(0).path().id("/publisher/a"));
    assertEquals(Optional.of("a"), relay.locations().get(1).path().id("/subscriber/a"));
    assertEquals(Map.of("default", MemoryStoreSettings.DEFAULTS), relay.stores());
  }

  @Test
  void everyKeyOfALocationIsRead() {
    LocationSpec location =
        location(
            ", flavor: nchan, create_on_post: false, polling: interval, concurrency: first,"
                + " unknown: 403, keep: {messages: 3, bytes: 4, seconds: 5}, maxMessageBytes: 6,"
                + " forgetReceived: true, keepAtLeast: 2, contentType: text/x, maxSubscribers: 7, timeoutMillis: 8,"
                + " skipQueueOnNoCache: true, origins: [https://a.example], group: g, maxIdBytes: 9");
    assertEquals(Flavor.NCHAN, location.flavor());
    assertFalse(location.publish().createOnPost());
    assertEquals(new Retention(3, 4, 5), location.publish().retention());
    assertEquals(6, location.publish().maxMessageBytes());
    assertTrue(location.publish().forgetsReceived());
    assertEquals(2, location.publish().keepsAtLeast());
    assertEquals(Optional.of("text/x"), location.subscribe().contentType());
    assertFalse(location.subscribe().waits());
    assertEquals(Concurrency.FIRST, location.subscribe().concurrency());
    assertEquals(Unknown.FORBIDDEN, location.subscribe().unknown());
    assertEquals(7, location.subscribe().maxSubscribers());
    assertEquals(8, location.subscribe().timeoutMillis());
    assertTrue(location.subscribe().skipsQueueOnNoCache());
    assertEquals(List.of("https://a.example"), location.access().origins());
    assertEquals(new NameSpec("g", 9), location.names());
  }

  @Test
  void whatNchanHasIsReadToo() {
    LocationSpec location =
        location(
            ", kinds: [eventsource, http-raw-stream], first: -1, heartbeatMillis: 1, separator: x,"
                + " wholeBacklog: true, maxHistory: 2, gzip: true, slowReaders: close,"
                + " signOfLife: {said: ping, answered: pong},"
                + " several: {delimiter: ',', parameter: also, maxChannels: 3},"
                + " presence: {lists: true, tells: true, memberByQuery: true}, events: happens,"
                + " callOuts: {authorize: 'https://a.example/may', headers: [Cookie],"
                + " timeoutMillis: 11, maxAnswerBytes: 12}");
    assertEquals(
        new StreamSpec(
            Set.of(SubscriberKind.EVENTS, SubscriberKind.RAW),
            new Place.Nth(-1),
            1,
            "x",
            true,
            2,
            true,
            SlowReaderPolicy.CLOSE,
            Optional.of(new StreamSpec.SignOfLife("ping", "pong"))),
        location.streams());
    assertEquals(new SeveralSpec(",", "also", 3), location.several());
    assertEquals(new PresenceSpec(true, true, true, Optional.of("happens")), location.presence());
    assertEquals(
        new CallOutSpec(
            Optional.of(URI.create("https://a.example/may")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of("cookie"),
            11,
            12),
        location.callOuts());
    assertEquals(Place.NEWEST, location(", first: newest").streams().first());
    refuses(
        "relay: {locations: [{type: publisher, prefix: /p/, kinds: [websocket], first: second,"
            + " callOuts: {authorize: nowhere}}]}",
        "relay.locations.1.kinds: is for subscribers",
        "relay.locations.1.first: \"second\" is none of oldest, newest, nor a number",
        "relay.locations.1.callOuts.authorize: \"nowhere\" is no address");
  }

  @Test
  void aStoreInRedisIsReadAndEqualWhereItsSettingsAre() {
    RelayConfig relay =
        relay("relay: {store: {type: redis, host: r, port: 1, key_prefix: 'p:', database: 2}}");
    RedisSettings settings = ((RedisStoreSettings) relay.stores().get("default")).settings();
    assertEquals("r", settings.server().host());
    assertEquals(1, settings.server().port());
    assertEquals(2, settings.server().database());
    assertEquals("p:", settings.keyPrefix());
    assertEquals(RedisFormat.STREAM, settings.format());
    assertEquals(
        new RedisStoreSettings(RedisSettings.DEFAULTS),
        relay("relay: {stores: {a: {type: redis}}}").stores().get("a"));
    RedisStoreSettings theirs =
        (RedisStoreSettings)
            relay("relay: {store: {type: redis, format: hbpush}}").stores().get("default");
    assertEquals("", theirs.settings().keyPrefix());
    refuses(
        "relay: {store: {type: redis, maxBytes: 4096, key_prefix: '{a}'}}",
        "relay.store.maxBytes: only a store of type memory has it",
        "relay.store.key_prefix: keyPrefix must have no braces");
    refuses(
        "relay: {store: {type: memory, host: r}}",
        "relay.store.host: only a store of type redis has it, and this one's is memory");
  }

  @Test
  void whatIsUnknownIsHeldAndNotFoundByHbpush() {
    assertEquals(Unknown.HOLD, location("").subscribe().unknown());
    assertEquals(Unknown.NOT_FOUND, location(", flavor: hbpush").subscribe().unknown());
    assertEquals(Unknown.HOLD, location(", flavor: hbpush, unknown: hold").subscribe().unknown());
  }

  @Test
  void aSecretIsInAFileThatOthersCannotRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "s3cret\n", UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    LocationSpec location = location(", secretFile: \"" + file + "\"");
    assertEquals(Optional.of("s3cret"), location.access().secret());
    assertFalse(location.toString().contains("s3cret"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    refuses(
        "relay: {locations: [{type: publisher, prefix: /c/, secretFile: \"" + file + "\"}]}",
        "zwb.yaml, line 1: relay.locations.1.secretFile",
        "chmod 600");
  }

  @Test
  void thereIsOneStoreOrThereAreSeveralByTheirNames() {
    MemoryStoreSettings small = new MemoryStoreSettings(1, 2048, 3);
    String one = "{type: memory, maxChannels: 1, maxBytes: 2048, idleSeconds: 3}";
    assertEquals(Map.of("default", small), relay("relay: {store: " + one + "}").stores());
    Map<String, Object> two = Map.of("default", small, "b", MemoryStoreSettings.DEFAULTS);
    String named = "{default: " + one + ", b: {type: memory}}";
    assertEquals(two, relay("relay: {stores: " + named + "}").stores());
    assertEquals(two, relay("relay: {store: " + one + ", stores: {b: {type: memory}}}").stores());
    refuses("relay: {store: " + one + ", stores: " + named + "}", "a store default already");
  }

  @Test
  void variablesAndTheCommandLineSayTheSame() {
    ConfigSources sources =
        new ConfigSources()
            .yaml("relay: {store: {type: memory}}", "zwb.yaml")
            .environment(
                Map.of(
                    "ZWB_RELAY__LOCATIONS",
                        "[{type: publisher, prefix: /p/, create_on_post: false}]",
                    "ZWB_RELAY__STORE__MAX_CHANNELS", "9"),
                Set.of());
    RelayConfig relay = BridgeSettings.read(sources.read()).config().relay();
    assertEquals(9, ((MemoryStoreSettings) relay.stores().get("default")).maxChannels());
    assertFalse(relay.locations().get(0).publish().createOnPost());
    sources.set("relay.locations=[{type: subscriber, url: /s/(.+)}]");
    assertEquals(
        "/s/(.+)",
        BridgeSettings.read(sources.read()).config().relay().locations().get(0).path().text());
  }

  @Test
  void zeromqMayFeedChannelsAndGetWhatIsPublished() {
    String endpoints =
        "endpoints: {news: {type: SUB, address: \"tcp://127.0.0.1:1\"},"
            + " jobs: {type: PUSH, address: \"tcp://127.0.0.1:2\"}}\n";
    RelayConfig relay =
        relay(
            endpoints
                + "relay: {feeds: [{endpoint: news, topics: [a], keep: {messages: 1}}],"
                + " locations: [{type: publisher, prefix: /p/, forward: jobs}]}");
    assertEquals(
        List.of(new FeedSpec("news", "default", List.of("a"), new Retention(1, 32 << 20, 3_600))),
        relay.feeds());
    assertEquals(Optional.of("jobs"), relay.locations().get(0).publish().forward());
    refuses(
        endpoints
            + "relay:\n"
            + "  feeds: [{endpoint: jobs}, {endpoint: news, store: x}]\n"
            + "  locations: [{type: publisher, prefix: /p/, forward: none}]",
        "line 3: relay.feeds.2.store: there is no store x but default");
    refuses(
        endpoints
            + "relay:\n"
            + "  feeds: [{endpoint: jobs}]\n"
            + "  locations: [{type: publisher, prefix: /p/, forward: none}]",
        "line 3: relay.feeds: jobs is to be an endpoint of type SUB, and jobs is of type PUSH",
        "line 4: relay.locations: none is to be an endpoint of type PUB or PUSH; see endpoints");
  }

  @Test
  void aPatternMayNameItsGroupAsPythonDoes() {
    RelayConfig relay =
        relay("relay: {locations: [{type: publisher, url: '/c/(?P<channel_id>\\d+)/pub'}]}");
    assertEquals(Optional.of("12"), relay.locations().get(0).path().id("/c/12/pub"));
  }

  @Test
  void whatIsWrongIsSaidWithItsLineAndAll() {
    refuses(
        "relay:\n"
            + "  store: {type: memry}\n"
            + "  locations:\n"
            + "  - {type: sub, prefix: /a/}\n"
            + "  - {type: publisher, prefix: b/}\n"
            + "  - type: publisher\n"
            + "    url: /(a)(b)\n"
            + "  - {type: publisher, url: '/(a'}\n"
            + "  - {type: publisher}\n"
            + "  - {type: publisher, prefix: /c/, store: other}\n"
            + "  - {type: publisher, prefix: /d/, flavour: nchan}\n"
            + "  - {type: subscriber, prefix: /e/, create_on_post: true}\n"
            + "  - /publisher/\n"
            + "  - {type: publisher, prefix: /f/, origins: ['https://*.example.com']}\n",
        "line 2: relay.store.type: \"memry\" is none of memory",
        "line 4: relay.locations.1.type: \"sub\" is none of publisher, subscriber, pubsub, status; did you"
            + " mean \"subscriber\"?",
        "line 5: relay.locations.2.prefix: begins with a slash; write /b/",
        "line 7: relay.locations.3.url: has 2 groups",
        "line 8: relay.locations.4.url: is no regular expression: Unclosed group",
        "line 9: relay.locations.5.prefix: is missing",
        "line 10: relay.locations.6.store: there is no store other but default",
        "line 11: unknown setting \"relay.locations.7.flavour\"; did you mean \"flavor\"?",
        "line 12: relay.locations.8.create_on_post: is for publishers",
        "line 13: relay.locations.9: is a section",
        "line 14: relay.locations.10.origins: \"https://*.example.com\" is no whole Origin");
    refuses("relay: {locations: {type: publisher}}", "relay.locations: is a list of sections");
    refuses("relay: {location: []}", "did you mean \"locations\"?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prefix: /",
        "prefix: /zm",
        "url: /(\\w+)",
        "url: /data",
        "url: '/zmq\\.mjs'",
        "url: /livez",
        "url: /(metrics|x)"
      })
  void pathsOfTheBridgesOwnAreNoLocations(String path) {
    refuses(
        "relay:\n  locations:\n  - {type: publisher, " + path + "}",
        "zwb.yaml, line 3: relay.locations.1.",
        " matches /",
        "let it begin with a folder of its own, for example /channel/");
  }

  @Test
  void thoseOfAnEmbeddersLocationsNeither() {
    BridgeBuilder builder =
        Bridge.builder()
            .path("/ws")
            .relay(relay("relay: {locations: [{type: publisher, url: /ws}]}"));
    String message = assertThrows(IllegalArgumentException.class, builder::config).getMessage();
    assertTrue(message.contains("/ws matches /ws too, where the WebSocket of pages is"), message);
  }

  /** Otherwise each reload would say that it needs a restart. */
  @Test
  void whatIsReadTwiceIsEqual() {
    String yaml =
        "relay: {stores: {a: {type: memory}, b: {type: org.zmqwebbridge.OwnStore, settings: {x: 1}}},"
            + " locations: [{type: publisher, url: '/a/(.+)', store: b}]}";
    assertEquals(relay(yaml), relay(yaml));
    assertEquals(
        new ConfigDifferences(Set.of(), Set.of("relay.locations", "relay.stores")),
        ConfigDifferences.between(builder("").config(), builder(yaml).config()));
  }

  @Test
  void aStoreMayBeAClassOfSomebodysOwn() {
    RelayConfig relay =
        relay(
            "relay: {store: {type: org.zmqwebbridge.OwnStore, settings: {url: x, a.b: 7}},"
                + " stores: {plain: {type: org.zmqwebbridge.PlainStore}}}");
    OwnStore store = assertInstanceOf(OwnStore.class, relay.stores().get("default").get());
    assertEquals(Map.of("url", "x", "a.b", "7"), store.settings);
    assertInstanceOf(PlainStore.class, relay.stores().get("plain").get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.example.Missing | is not on the class path; put its jar into ZWB_CLASSPATH",
        "java.lang.String | is no org.zmqwebbridge.channel.ChannelStore",
        "org.zmqwebbridge.channel.MemoryStore | cannot be constructed; make it public"
      })
  void aClassThatIsNoStoreIsSaidWithItsPlace(String name, String says) {
    refuses(
        "relay:\n  store:\n    type: " + name, "zwb.yaml, line 3: relay.store.type: " + name, says);
  }

  @Test
  void whatAClassDoesNotTakeIsSaid() {
    refuses(
        "relay: {store: {type: org.zmqwebbridge.PlainStore, settings: {a: b}}}",
        "takes no settings");
    refuses("relay: {store: {type: memory, settings: {a: b}}}", "only a class of your own");
    refuses(
        "relay: {store: {type: org.zmqwebbridge.PlainStore, maxChannels: 1}}",
        "only a store of type memory has it");
    RelayConfig broken =
        relay("relay: {store: {type: org.zmqwebbridge.OwnStore, settings: {fails: now}}}");
    String message =
        assertThrows(IllegalArgumentException.class, () -> broken.stores().get("default").get())
            .getMessage();
    assertTrue(message.contains("OwnStore's constructor failed: "), message);
  }
}
