package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.kit.Certificate;

/** Listeners at Unix sockets, and certificates of several hosts, in zwb.yaml. */
final class ListenerSettingsTest {
  private static BridgeConfig config(String yaml) {
    return BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read()).config();
  }

  @Test
  void aListenerMayBeAUnixSocket() {
    BridgeConfig config =
        config("listeners: { a: { listen: 'unix:/run/a?mode=660&group=www', serves: [http] } }");
    Listener listener = config.edge().listeners().get(0);
    assertEquals("unix:/run/a", listener.unix().orElseThrow().toString());
    assertEquals(Optional.of("660"), listener.unix().get().mode());
    assertEquals(Optional.empty(), listener.unix().get().user());
    assertEquals(Optional.of("www"), listener.unix().get().group());
    String opened = new OpenDoors(config, name -> 0, 0).toString();
    assertTrue(opened.contains("listener a: http (no TLS) on unix:/run/a for"), opened);
  }

  @ParameterizedTest
  @CsvSource({
    "'listen: \"unix:run/a\"', absolute path",
    "'listen: \"unix:/run/a?mode=9\"', octal",
    "'listen: \"unix:/run/a?x=1\"', mode=",
    "'listen: \"unix:/run/a\", tls: true', is not spoken at a Unix socket"
  })
  void oneThatCannotBeIsRefused(String setting, String said) {
    String yaml = "listeners: { a: { " + setting + " } }";
    String message = assertThrows(ConfigException.class, () -> config(yaml)).getMessage();
    assertTrue(message.contains(said), message);
  }

  @Test
  void severalHostsHaveACertificateEach() {
    Certificate first = Certificate.shared();
    Certificate other = Certificate.of("b.example", "EC");
    String yaml =
        "tls: { certificate: %s, key: %s, others: [{ certificate: %s, key: %s }] }"
            .formatted(first.pem(), first.key(), other.pem(), other.key());
    EdgeConfig.Tls tls = config(yaml).edge().tls().orElseThrow();
    assertEquals(first.pem(), tls.certificate());
    assertEquals(
        List.of(other.pem()), tls.others().stream().map(EdgeConfig.Tls::certificate).toList());
    String mixed = yaml.replace(other.key().toString(), first.key().toString());
    String message = assertThrows(ConfigException.class, () -> config(mixed)).getMessage();
    assertTrue(message.contains("is not the key of the certificate"), message);
    String alone =
        "tls: { others: [{ certificate: " + other.pem() + ", key: " + other.key() + "}]}";
    assertThrows(ConfigException.class, () -> config(alone));
  }

  @Test
  void anotherCertificateIsTakenOverByAReload() {
    Certificate first = Certificate.shared();
    Certificate other = Certificate.of("b.example", "EC");
    BridgeConfig before = Bridge.builder().tls(first.pem(), first.key()).config();
    BridgeConfig after =
        Bridge.builder().tls(first.pem(), first.key()).tlsToo(other.pem(), other.key()).config();
    ConfigDifferences found = ConfigDifferences.between(before, after);
    assertEquals("[tls.others]", found.reloaded().toString());
    assertEquals("[]", found.restart().toString());
  }
}
