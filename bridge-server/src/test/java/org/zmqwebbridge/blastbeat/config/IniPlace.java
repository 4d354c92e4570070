package org.zmqwebbridge.blastbeat.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.zmqwebbridge.config.ConfigException;

/** A folder with an ini file {@code x.ini}, and files that it may name. */
record IniPlace(Path folder) {
  static IniPlace in(Path folder) throws IOException {
    for (String name : List.of("a.crt", "a.key", "bad.crt", "own.secret", "nodes.keys", "users")) {
      Files.writeString(folder.resolve(name), "x");
    }
    return new IniPlace(folder);
  }

  BlastbeatFile read(String ini) throws IOException {
    return read(ini.getBytes(UTF_8));
  }

  BlastbeatFile read(byte[] ini) throws IOException {
    Path file = folder.resolve("x.ini");
    Files.write(file, ini);
    return BlastbeatFile.read(file, new NoKeys());
  }

  /** Without the folder's name. */
  String said(String text) {
    return text.replace(folder + "/", "");
  }

  List<String> remarks(String ini) throws IOException {
    return read(ini).remarks().stream().map(this::said).toList();
  }

  List<String> mistakes(String ini) {
    return assertThrows(ConfigException.class, () -> read(ini)).problems().stream()
        .map(this::said)
        .toList();
  }
}
