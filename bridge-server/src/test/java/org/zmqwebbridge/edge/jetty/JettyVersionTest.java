package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyVersionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"12.1.0", "12.1.12", "12.1.0.beta1", "12.1.z-SNAPSHOT", "12.2.0", "13.0.1"})
  void aJettyThatTheEdgeWasMadeForIsTaken(String version) {
    assertEquals(Optional.empty(), JettyVersion.refusal(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.0.29", "11.0.26", "9.4.57.v20241219", "12", "", "unknown"})
  void anOlderOrUnknownOneIsRefusedWithItsVersionAndTheRemedy(String version) {
    String refusal = JettyVersion.refusal(version).orElseThrow();

    assertTrue(refusal.contains("has Jetty " + version + ";"), refusal);
    assertTrue(refusal.contains("<jetty.version>"), refusal);
  }

  @Test
  void theOneOnTheClassPathIsTaken() {
    assertDoesNotThrow(JettyVersion::check);
  }
}
