package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.fuzz.Choices;

/** Every setting with any value is taken, or refused with its place. */
class BridgeSettingsFuzzTest {
  private static final String[] KEYS = {
    "listen",
    "management",
    "pages",
    "websocket.path",
    "websocket.origins",
    "tls.certificate",
    "tls.key",
    "endpoints.a.type",
    "endpoints.a.address",
    "endpoints.a.hwm",
    "endpoints.a.slowReaders",
    "endpoints.a.handshakeMillis",
    "endpoints.b.type",
    "endpoints.b.address",
    "threads.loops",
    "threads.spinTurns",
    "limits.maxMessageBytes",
    "limits.maxIncomingBytesInAll",
    "limits.maxRequestBytesInAll",
    "limits.maxEndpoints",
    "deadlines.hookMillis",
    "relay",
    "relay.store.type",
    "relay.store.maxBytes",
    "relay.stores.a.type",
    "relay.locations",
    "relay.feeds",
    "auth",
    "limits"
  };

  @FuzzTest
  void read(byte[] bytes) {
    Choices choices = new Choices(bytes);
    try {
      ConfigSources sources = new ConfigSources();
      while (choices.hasMore()) {
        sources.set(choices.of(KEYS) + "=" + value(choices));
      }
      BridgeSettings.read(sources.read());
    } catch (ConfigException stop) {
      assertFalse(stop.getMessage().isBlank());
    }
  }

  private static String value(Choices choices) {
    return choices.of(
        "127.0.0.1:0",
        "\"tcp://127.0.0.1:1\"",
        "\"tcp://[::1]:2\"",
        "REQ",
        "SUB",
        "REP",
        "latest",
        "[\"https://example.com\"]",
        "/data",
        "1",
        "65536",
        "9223372036854775807",
        "\"\\0\"",
        "{a: {}}",
        "memory",
        "java.lang.String",
        "[{type: publisher, prefix: /p/}, {type: subscriber, url: '/(a)(b)'}, x]",
        "[{type: pubsub, url: '/((', keep: {messages: -1}, unknown: 404, store: a}]",
        new String(choices.bytes(30), UTF_8));
  }
}
