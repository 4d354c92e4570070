package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real nchan, where Debian's is installed, has the same conversations as our flavour of that
 * name.
 */
final class RelayNchanTest {
  static Stream<RelayScript> conversations() {
    return RelayScript.all().stream()
        .filter(script -> !script.isOurs())
        .filter(script -> script.flavors().contains("nchan") || script.flavors().contains("all"));
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void aConversationGoesAsItIsWritten(RelayScript script, @TempDir Path folder) {
    assumeTrue(Files.exists(RelayNginx.MODULE), "libnginx-mod-nchan is not installed");
    Optional<RelayNginx> nginx = RelayNginx.start(script, folder);
    assumeTrue(nginx.isPresent(), "nchan has no such locations");
    try (RelayNginx running = nginx.get()) {
      new RelayPlay(running.port(), running::subscribers).play(script);
    }
  }
}
