package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.SlowReaderPolicy;

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

  @Test
  void aFileWhoseNameCannotBeOneIsSaidWithItsPlace() {
    String refusal = refusal("tls:\n  certificate: \"a\\0b\"\n  key: k.pem\n");
    assertTrue(refusal.startsWith("zwb.yaml, line 2: tls.certificate: "), refusal);
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
}
