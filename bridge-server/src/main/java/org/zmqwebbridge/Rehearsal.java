package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
  private static final int SECRET_BITS = 256;

  private Rehearsal() {}

  /**
   * Plays it.
   *
   * @param start starts a bridge as {@code serve} does
   */
  static void play(Function<ServedConfig, Bridge> start) {
    try {
      Path file = Files.createTempFile("zwb-rehearsal", ".yaml");
      Path secret = Files.createTempFile("zwb-rehearsal", ".secret"); // for its owner alone
      try {
        String password = new BigInteger(SECRET_BITS, new SecureRandom()).toString(16);
        Files.writeString(secret, password);
        Files.writeString(file, settings("first"));
        try (Bridge bridge =
            start.apply(new ServedConfig(Optional.of(file), () -> sources(file, secret)))) {
          System.out.println("zwb: rehearsed on " + bridge.uri());
          Files.writeString(file, settings("second"));
          System.out.println("zwb: " + reload(bridge.managementUri(), password));
        }
      } finally {
        Files.delete(file);
        Files.delete(secret);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As an operator asks for it; the answer. */
  private static String reload(String management, String password) throws IOException {
    URI uri = URI.create(management);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request =
          "POST /reload HTTP/1.1\r\nHost: "
              + uri.getAuthority()
              + "\r\nAuthorization: Bearer "
              + password
              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String settings(String name) {
    return "endpoints: { NAME: { type: REQ, address: \"tcp://127.0.0.1:1\" } }\n"
            .replace("NAME", name)
        + "websocket: { origins: [\"https://NAME.example.org\"] }\n".replace("NAME", name);
  }

  private static ConfigSources sources(Path file, Path secret) {
    return new ConfigSources()
        .file(file)
        .environment(Map.of(), Set.of())
        .set("listen=127.0.0.1:0")
        .set("management.listen=127.0.0.1:0")
        .set("management.secretFile=" + secret);
  }
}
