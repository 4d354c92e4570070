package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Locale;

/** The opening handshake (RFC 6455, section 4.1): the request, and what its answer says. */
final class Upgrade {
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA==";
  private static final String ACCEPT = "ICX+Yqv66kxgM0FcWaLWlFLwTAI=";
  private static final int SWITCHING = 101;

  private Upgrade() {}

  static ByteBuffer request(Target target) {
    String origin = target.origin().map(from -> "Origin: " + from + "\r\n").orElse("");
    String subprotocol =
        target.subprotocol().map(it -> "Sec-WebSocket-Protocol: " + it + "\r\n").orElse("");
    String request =
        "GET "
            + target.path()
            + " HTTP/1.1\r\nHost: "
            + target.authority()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: "
            + KEY
            + "\r\n"
            + origin
            + subprotocol
            + "\r\n";
    return ByteBuffer.wrap(request.getBytes(ISO_8859_1));
  }

  /** {@code null} if the server agreed, or else why not. */
  static Ending judge(ByteBuffer head) {
    String text = ISO_8859_1.decode(head).toString();
    String[] status = text.lines().findFirst().orElse("").split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[0-9]{3}")) {
      return new Ending(Ending.Kind.LOST, 0, "the server does not speak HTTP");
    }
    int code = Integer.parseInt(status[1]);
    if (code != SWITCHING) {
      return new Ending(Ending.Kind.REFUSED, code, status.length > 2 ? status[2] : "");
    }
    boolean agreed =
        text.lines()
            .anyMatch(
                line ->
                    line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-accept:")
                        && line.endsWith(ACCEPT));
    return agreed ? null : new Ending(Ending.Kind.LOST, 0, "the server gave a wrong handshake");
  }
}
