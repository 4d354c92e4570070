package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What is before a message in the subprotocol {@code ws+meta.nchan}: lines of a name and a value,
 * and an empty one.
 */
public final class MetaText {
  /** The subprotocol. */
  public static final String NAME = "ws+meta.nchan";

  private MetaText() {}

  /**
   * Before a message's body.
   *
   * @param id its place, of printable characters
   * @param contentType empty: none
   */
  public static byte[] head(String id, String contentType) {
    String type = contentType.isEmpty() ? "" : "content-type: " + line(contentType) + "\n";
    return ("id: " + id + "\n" + type + "\n").getBytes(UTF_8);
  }

  /** A message of no body: what was to be heard is lost, and what comes next is after the gap. */
  public static byte[] gap() {
    return "gap: true\n\n".getBytes(UTF_8);
  }

  /** A message of no body: somebody has come to a channel, or left it. */
  public static byte[] member(String channel, String member, boolean joined) {
    String what = joined ? "joined" : "left";
    return ("member: " + what + " " + line(member) + "\nchannel: " + line(channel) + "\n\n")
        .getBytes(UTF_8);
  }

  private static String line(String text) {
    boolean clean = text.chars().noneMatch(c -> c == '\r' || c == '\n');
    return clean ? text : text.replaceAll("[\r\n]", "");
  }
}
