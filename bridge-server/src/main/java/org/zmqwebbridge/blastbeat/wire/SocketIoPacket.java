package org.zmqwebbridge.blastbeat.wire;

import java.util.Optional;

/**
 * A packet of socket.io 0.9 (socket.io-spec, "Encoding"): {@code KIND:ID:ENDPOINT:DATA}, where the
 * data may be missing with its colon.
 *
 * <p>Immutable.
 *
 * @param id the digits by which it is to be acknowledged; empty: it is not
 * @param isAnswered whether who hears it acknowledges it with data, and not socket.io by itself
 * @param endpoint with what follows its name; empty: that of the connection
 * @param data {@code null}: there is none
 */
public record SocketIoPacket(
    SocketIoKind kind, String id, boolean isAnswered, String endpoint, String data) {
  private static final int MAX_ID = 18;

  /** One for the connection's own endpoint. */
  public static SocketIoPacket of(SocketIoKind kind, String data) {
    return new SocketIoPacket(kind, "", false, "", data);
  }

  /** Reads one; empty: it is none. */
  public static Optional<SocketIoPacket> read(String text) {
    SocketIoKind kind = text.isEmpty() ? null : SocketIoKind.of(text.charAt(0));
    if (kind == null) {
      return Optional.empty();
    }
    if (text.length() == 1) {
      return Optional.of(of(kind, null));
    }
    int idEnd = text.charAt(1) == ':' ? text.indexOf(':', 2) : -1;
    if (idEnd < 0) {
      return Optional.empty();
    }
    boolean isAnswered = text.charAt(idEnd - 1) == '+';
    String id = text.substring(2, isAnswered ? idEnd - 1 : idEnd);
    if (!isId(id) || (isAnswered && id.isEmpty())) {
      return Optional.empty();
    }
    int endpointEnd = text.indexOf(':', idEnd + 1);
    String endpoint = text.substring(idEnd + 1, endpointEnd < 0 ? text.length() : endpointEnd);
    String data = endpointEnd < 0 ? null : text.substring(endpointEnd + 1);
    return Optional.of(new SocketIoPacket(kind, id, isAnswered, endpoint, data));
  }

  private static boolean isId(String text) {
    return text.length() <= MAX_ID && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** As it is sent. */
  public String text() {
    StringBuilder text = new StringBuilder(endpoint.length() + 24);
    text.append(kind.packet()).append(':').append(id).append(isAnswered ? "+" : "").append(':');
    text.append(endpoint);
    return data == null ? text.toString() : text.append(':').append(data).toString();
  }
}
