package org.zmqwebbridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.zmqwebbridge.config.ConfigSources;

/**
 * What the launcher keeps in its class archive is what this loads: a bridge starts on free ports,
 * as {@code serve} has it, is reloaded, and stops. Without the archive a start and the first reload
 * are slower, nothing else.
 *
 * <p>Owner thread: the main thread.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Plays it.
   *
   * @param start starts a bridge as {@code serve} does
   */
  static void play(Function<ServedConfig, Bridge> start) {
    try {
      Path file = Files.createTempFile("zwb-rehearsal", ".yaml");
      try {
        Files.writeString(file, settings("first"));
        try (Bridge bridge =
            start.apply(new ServedConfig(Optional.of(file), () -> sources(file)))) {
          System.out.println("zwb: rehearsed on " + bridge.uri());
          Files.writeString(file, settings("second"));
          System.out.println("zwb: " + bridge.reload());
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String settings(String name) {
    return "endpoints: { NAME: { type: REQ, address: \"tcp://127.0.0.1:1\" } }\n"
            .replace("NAME", name)
        + "websocket: { origins: [\"https://NAME.example.org\"] }\n".replace("NAME", name);
  }

  private static ConfigSources sources(Path file) {
    return new ConfigSources()
        .file(file)
        .environment(Map.of(), Set.of())
        .set("listen=127.0.0.1:0")
        .set("management=127.0.0.1:0");
  }
}
