package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.Unknown;

/** Configuration files of hbpush are read as they are; the examples of its README first of all. */
class RelayFileTest {
  @TempDir private Path folder;

  private BridgeConfig read(String text, String... more) {
    try {
      Path file = Files.writeString(folder.resolve("hbpush.conf"), text);
      List<String> words = new ArrayList<>(List.of("--config", file.toString()));
      words.addAll(List.of(more));
      return RelayCommand.parse(words).read().config();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refuses(String text, String says, String... more) {
    String message = assertThrows(ConfigException.class, () -> read(text, more)).getMessage();
    assertTrue(message.contains(says), message);
  }

  private static List<String> paths(RelayConfig relay) {
    return relay.locations().stream().map(LocationSpec::path).map(LocationPath::text).toList();
  }

  @Test
  void portAndAddressAreWhereItListens() {
    BridgeConfig config = read("port: 9090\naddress: 127.0.0.1\n");
    assertEquals(
        List.of(new InetSocketAddress(InetAddresses.forString("127.0.0.1"), 9090)),
        config.edge().listen());
    assertEquals(List.of("/publisher/", "/subscriber/"), paths(config.relay()));
    assertFalse(config.management().isPresent());
  }

  @Test
  void withoutThemItIsEveryAddressAndPort80() {
    assertEquals(List.of(new InetSocketAddress(80)), read("").edge().listen());
    assertEquals(List.of(new InetSocketAddress(81)), read("address: ''\nport: 81").edge().listen());
    assertEquals(
        List.of(new InetSocketAddress(InetAddresses.forString("::1"), 80)),
        read("address: '::1'").edge().listen());
    BridgeConfig other = read("port: 81", "--port", "0");
    assertEquals(List.of(new InetSocketAddress(0)), other.edge().listen());
  }

  @Test
  void aFileMeansTheWaysOfHbpush() {
    for (LocationSpec location : read("port: 1").relay().locations()) {
      assertEquals(Flavor.HBPUSH, location.flavor());
    }
    LocationSpec written =
        read("locations: [{type: subscriber, prefix: /s/}]").relay().locations().get(0);
    assertEquals(Flavor.HBPUSH, written.flavor());
    assertEquals(Unknown.NOT_FOUND, written.subscribe().unknown());
    assertEquals(10_000, written.publish().retention().maxMessages());
  }

  @Test
  void theComplexExampleOfItsReadmeIsReadInOrder() {
    RelayConfig relay =
        read("""
                port: 9090
                store:
                  default:
                    type: memory
                  redis1:
                    type: memory
                  redis2:
                    type: memory
                locations:
                  -
                    type: subscriber
                    prefix: /sub/
                  -
                    type: publisher
                    prefix: /pub/
                    create_on_post: false
                  -
                    type: subscriber
                    polling: interval
                    url: /redis/(.+)/1/sub/
                    store: redis1
                  -
                    type: publisher
                    url: /redis/(.+)/1/pub/
                    store: redis1
                  -
                    type: subscriber
                    url: /redis/(.+)/2/sub/
                    store: redis2
                  -
                    type: publisher
                    url: /redis/(.+)/2/pub/
                    store: redis2
                """)
            .relay();
    assertEquals(Set.of("default", "redis1", "redis2"), relay.stores().keySet());
    assertEquals(6, relay.locations().size());
    assertFalse(relay.locations().get(1).publish().createOnPost());
    LocationSpec interval = relay.find("/redis/a/1/sub/").orElseThrow();
    assertFalse(interval.subscribe().waits());
    assertEquals("redis1", interval.store());
    assertEquals(Optional.of("a"), interval.path().id("/redis/a/1/sub/"));
    assertEquals(Kind.PUBLISHER, relay.find("/redis/a/2/pub/").orElseThrow().kind());
  }

  @Test
  void aStoreInRedisIsInTheirFormatWithoutAPrefix() {
    RelayConfig relay =
        read("store:\n  a: {type: redis, key_prefix: hbpush_, database: 1}\n  default: {type: redis}")
            .relay();
    RedisSettings named = ((RedisStoreSettings) relay.stores().get("a")).settings();
    assertEquals(RedisFormat.HBPUSH, named.format());
    assertEquals("hbpush_", named.keyPrefix());
    assertEquals(1, named.server().database());
    RedisSettings other = ((RedisStoreSettings) relay.stores().get("default")).settings();
    assertEquals("", other.keyPrefix());
    assertEquals(RedisServer.DEFAULTS, other.server());
  }

  @Test
  void noPathIsAnythingElses() {
    BridgeConfig config =
        read("locations: [{type: publisher, url: /pub/(.+)}, {type: subscriber, prefix: /}]");
    assertTrue(config.relay().find("/data").isPresent());
    assertTrue(config.relay().find("/zmq.js").isPresent());
  }

  @Test
  void anUnnamedStoreIsTheDefaultAndUrlComesBeforePrefix() {
    RelayConfig relay =
        read("store: {type: memory}\nlocations: [{type: publisher, prefix: /a/, url: '/b/(.+)'}]")
            .relay();
    assertEquals(Set.of("default"), relay.stores().keySet());
    assertEquals(List.of("/b/(.+)"), paths(relay));
  }

  @Test
  void theFormatIsWhatIsSaidNotWhatTheNameEndsWith() {
    String json =
        "{\n\t\"port\": 9090,\n\t\"locations\": [\n\t\t{\"type\": \"publisher\", \"url\":"
            + " \"\\/p\\/(\\\\d+)\"}]\n}\n";
    BridgeConfig config = read(json, "--format", "json");
    assertEquals(List.of("/p/(\\d+)"), paths(config.relay()));
    assertEquals(config.relay(), read(json, "-f", "json").relay());
    assertEquals(config.relay(), read(json, "--format=json").relay());
    refuses(
        "port: 1",
        "is no JSON, which would begin with {; is it YAML (--format yaml)?",
        "-f",
        "json");
    refuses("{\"port\": \"x\"}", "line 1: port: \"x\" is no whole number", "-f", "json");
  }

  @Test
  void whatIsWrongIsSaidWithItsLine() {
    refuses("prot: 1", "line 1: unknown setting \"prot\"; did you mean \"port\"?");
    refuses("address: example.org", "line 1: address: ");
    refuses("store: {type: memcached}", "line 1: store.type: \"memcached\" is none of memory");
    refuses(
        "port: 1\nlocations:\n- {type: publisher, prefix: /p/, poling: long}",
        "line 3: unknown setting \"locations.1.poling\"; did you mean \"polling\"?");
    refuses(
        "locations: [{type: publisher, prefix: /p/, store: a}]", "there is no store a but default");
  }

  @Test
  void withoutAFileItIsTheProtocolOnThisMachine() {
    BridgeConfig config = RelayCommand.parse(List.of()).read().config();
    assertEquals(
        List.of(new InetSocketAddress(InetAddresses.forString("127.0.0.1"), 8080)),
        config.edge().listen());
    assertEquals(List.of("/publisher/", "/subscriber/"), paths(config.relay()));
    assertEquals(Flavor.PROTOCOL, config.relay().locations().get(0).flavor());
  }

  @Test
  void wordsThatAreNoOptionsAreExplained() {
    for (String[] wordsAndHint :
        new String[][] {
          {"hbpush.yaml", "--config hbpush.yaml?"},
          {"--confg x", "unknown option: --confg"},
          {"--config", "--config needs an argument"},
          {"--format toml", "--format is yaml or json, not toml"},
          {"--port http", "--port is a number from 0 to 65535, not http"}
        }) {
      List<String> words = List.of(wordsAndHint[0].split(" ", -1));
      String message =
          assertThrows(UsageException.class, () -> RelayCommand.parse(words)).getMessage();
      assertTrue(message.contains(wordsAndHint[1]), message);
    }
  }
}
