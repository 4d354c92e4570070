package org.zmqwebbridge.virtualsocket.second.wire;

import static org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace.CONNECTION;
import static org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace.DROPPED;
import static org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace.ERROR;
import static org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace.FAILED;
import static org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace.REFUSED;

import java.util.List;
import java.util.Locale;

/**
 * All that can go wrong on the second wire: one number, one word, one meaning (PROTOCOL-2.md,
 * section 8). Texts are for people and may change.
 */
public enum WireError {
  CLOSED(0, "Closed, as the page asked.", ErrorPlace.CLOSED),
  UNAUTHORIZED(
      1301,
      "No credential, a bad one, or one of another principal. Bring the one that this connection"
          + " came with, renewed.",
      REFUSED,
      ERROR),
  NOT_ALLOWED(
      1302,
      "This page may not open this endpoint as this type of socket, or hear of this topic. Ask the"
          + " bridge's operator what is open to it.",
      REFUSED,
      ERROR),
  IN_USE(
      1303,
      "Another socket has this identity, or the only place at this endpoint. Choose another"
          + " identity, bring its reclaim secret, or try later.",
      REFUSED,
      ErrorPlace.CLOSED),
  LIMIT(
      1304,
      "A limit of the bridge is reached. Close what is not needed, or try later.",
      REFUSED,
      ERROR),
  UNAVAILABLE(1305, "The bridge cannot open this socket now. Try again later.", REFUSED),
  EXPIRED(
      1306,
      "What was granted to this socket has ended. Open it again with current credentials.",
      ErrorPlace.CLOSED),
  NO_IDENTITY(
      1307,
      "Anyone who asks at this endpoint names the page that it asks. Open the socket with an"
          + " identity.",
      REFUSED),
  TIMEOUT(1401, "The service did not reply in time. It may or may not have done the work.", FAILED),
  OVERFLOW(
      1402,
      "Too much is in flight, and this went no further. Wait before sending more.",
      FAILED,
      ERROR),
  GATEWAY_LOST(
      1403,
      "The service's connection was lost before it replied. It may or may not have done the work.",
      FAILED),
  TOO_LARGE(
      1404,
      "The message has more bytes or parts than this bridge carries. See limits in its welcome.",
      FAILED,
      ERROR,
      DROPPED),
  SHUTDOWN(1406, "The bridge is stopping. The service may or may not have done the work.", FAILED),
  MALFORMED(1408, "The message is not JSON, and its endpoint demands that.", FAILED),
  SLOW_READER(
      1501,
      "Messages were not taken in time. Read faster, or subscribe to less.",
      DROPPED,
      ErrorPlace.CLOSED),
  NO_CREDIT(
      1502,
      "More messages were sent than the bridge had given credit for. Wait for credit.",
      ErrorPlace.CLOSED),
  NOT_OFFERED(1503, "This endpoint does not offer that. The subscription holds without it.", ERROR),
  MALFORMED_FRAME(
      2001,
      "These are not the bytes or the JSON of a frame of this wire.",
      ERROR,
      REFUSED,
      CONNECTION),
  WRONG_KIND(2002, "This type of socket has no such frame.", ERROR),
  UNKNOWN_OP(2003, "This bridge knows no such frame from a page.", ERROR),
  NO_CHANNEL(2004, "No socket is open on this channel.", ERROR),
  CHANNEL_IN_USE(2005, "A socket has this channel already, and stays as it is.", ERROR),
  ID_IN_USE(2006, "A request without an outcome has this id already, and stays as it is.", ERROR),
  TOPIC_TOO_LONG(2007, "A topic is longer than this bridge takes. The others hold.", ERROR),
  TOO_MANY_TOPICS(2008, "Too many topics are subscribed. Those that fit hold.", ERROR),
  CREDIT_OVERFLOW(
      2009, "More than 2^31 messages would be allowed on this channel.", ErrorPlace.CLOSED);

  private final int code;
  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<ErrorPlace> places;

  WireError(int code, String text, ErrorPlace... places) {
    this.code = code;
    this.text = text;
    this.places = List.of(places);
  }

  /** What programs compare on the wire. */
  public int code() {
    return code;
  }

  /** What programs compare in {@code zmq.js}: {@code ZmqError.code}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What people read. */
  public String text() {
    return text;
  }

  /** Where a page may hear of it. */
  public List<ErrorPlace> places() {
    return places;
  }
}
