package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import java.util.Map;
import org.zmqwebbridge.zmq.Security;

/** Files with keys that need not be real; those whose names begin with {@code bad} are wrong. */
final class NoKeys implements KeyReader {
  static final Security CURVE = Security.plain(Map.of("curve", "x"));
  static final Security PLAIN = Security.plain(Map.of("plain", "x"));

  private static void check(Path file) {
    String name = String.valueOf(file.getFileName()); // the root has none
    if (name.startsWith("bad")) {
      throw new IllegalArgumentException(name + " is bad");
    }
  }

  @Override
  public Security curve(Path keys, Path clients) {
    check(keys);
    check(clients);
    return CURVE;
  }

  @Override
  public Security plain(Path users) {
    check(users);
    return PLAIN;
  }

  @Override
  public void check(TlsFiles files) {
    check(files.certificate());
  }
}
