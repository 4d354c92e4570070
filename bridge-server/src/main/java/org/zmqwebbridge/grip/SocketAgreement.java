package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.Header;
import org.zmqwebbridge.grip.wire.SocketReply;

/**
 * What an origin says to a WebSocket that it accepts.
 *
 * <p>Immutable.
 *
 * @param subprotocol that it has chosen; empty: none
 * @param headers that its client is told
 * @param prefix of what goes to the client, where it speaks GRIP; empty: it does not
 */
record SocketAgreement(
    Optional<String> subprotocol, List<HeaderField> headers, Optional<String> prefix) {
  /** In which a client whom we have answered is there, or never will be. */
  private static final long LATE_SECONDS = 30;

  private static final int OK = 200;

  static SocketAgreement of(List<HeaderField> said) {
    List<Header> headers =
        said.stream().map(field -> new Header(field.name(), field.value())).toList();
    List<HeaderField> kept =
        said.stream()
            .filter(field -> !SocketReply.isOurs(new Header(field.name(), field.value())))
            .toList();
    return new SocketAgreement(
        said.stream()
            .filter(field -> field.is("Sec-WebSocket-Protocol"))
            .map(HeaderField::value)
            .findFirst(),
        ClientHead.of(new ResponseHead(OK, "", kept)).headers(),
        SocketReply.prefix(headers));
  }

  /** Does something if it is not told soon that the client is there. */
  static Future<?> whenLate(GripContext context, Runnable task) {
    return context.timer().schedule(task, LATE_SECONDS, TimeUnit.SECONDS);
  }
}
