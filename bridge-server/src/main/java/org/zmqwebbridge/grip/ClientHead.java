package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.Header;
import org.zmqwebbridge.grip.wire.InstructHeaders;
import org.zmqwebbridge.grip.wire.OriginResponse;

/**
 * The head that a client is told: its origin's, but for what is about the connection.
 *
 * <p>Pure.
 */
final class ClientHead {
  private static final ConnectionHeaders NOT_PASSED_ON =
      new ConnectionHeaders(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length");

  private ClientHead() {}

  /** An origin's, as it is passed on. */
  static ResponseHead of(ResponseHead said) {
    return new ResponseHead(said.status(), said.reason(), passedOn(said.headers()));
  }

  private static List<HeaderField> passedOn(List<HeaderField> said) {
    List<String> connections = new ArrayList<>(0);
    for (HeaderField field : said) {
      if (field.is("Connection")) {
        connections.add(field.value());
      }
    }
    Set<String> dropped = NOT_PASSED_ON.and(connections);
    List<HeaderField> kept = new ArrayList<>(said.size());
    for (HeaderField field : said) {
      if (!dropped.contains(field.name())) {
        kept.add(field);
      }
    }
    return kept;
  }

  /**
   * What an origin says before it answers.
   *
   * @param isPlain whether what it says of GRIP is for its client
   */
  static InterimHead interim(InterimHead said, boolean isPlain) {
    List<HeaderField> kept = isPlain ? said.headers() : withoutGrip(said.headers());
    return new InterimHead(said.status(), said.reason(), passedOn(kept));
  }

  /** The same, but for what an origin says of GRIP. */
  static ResponseHead withoutGrip(ResponseHead said) {
    return new ResponseHead(said.status(), said.reason(), withoutGrip(said.headers()));
  }

  private static List<HeaderField> withoutGrip(List<HeaderField> said) {
    return said.stream()
        .filter(field -> !InstructHeaders.isOurs(new Header(field.name(), field.value())))
        .toList();
  }

  /**
   * One that an instruct or a publisher says.
   *
   * @throws IllegalArgumentException if it holds what no head may
   */
  static ResponseHead of(OriginResponse said) {
    List<HeaderField> headers = new ArrayList<>(said.headers().size());
    for (Header field : said.headers()) {
      headers.add(new HeaderField(field.name(), field.value()));
    }
    return of(new ResponseHead(said.code(), said.reason(), headers));
  }

  /** Trailers, as they are passed on: nothing that would count as a header (RFC 9110, 6.5.1). */
  static List<HeaderField> trailers(List<HeaderField> said) {
    return said.stream().filter(field -> !NOT_PASSED_ON.isTrailerless(field.name())).toList();
  }

  /** An origin's response as GRIP reads it. */
  static OriginResponse response(ResponseHead head, byte[] body) {
    return new OriginResponse(
        head.status(),
        head.reason(),
        head.headers().stream().map(field -> new Header(field.name(), field.value())).toList(),
        body);
  }
}
