package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Messages as parts of {@code multipart/mixed} (RFC 2046, section 5.1), as nchan writes them: the
 * delimiter of the next part follows each at once, so that a client knows when one is whole.
 * Boundaries are random, so that no publisher writes a part of its own.
 */
public final class PartText {
  /** How long a boundary is, in bytes. */
  public static final int BOUNDARY_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] DASHES = {'-', '-'};
  private static final byte[] END = {'-', '-', '\r', '\n'};
  private static final byte[] DELIMITER = {'\r', '\n', '-', '-'};

  private PartText() {}

  /** A boundary that nobody guesses. */
  public static byte[] newBoundary() {
    byte[] random = new byte[BOUNDARY_BYTES * 3 / 4];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encode(random);
  }

  /** The media type of a body with this boundary. */
  public static String mediaType(byte[] boundary) {
    return "multipart/mixed; boundary=" + new String(boundary, US_ASCII);
  }

  /** What a body begins with. */
  public static byte[] opening(byte[] boundary) {
    return joined(DASHES, boundary);
  }

  /** What a body ends with, after a delimiter. */
  public static byte[] ending() {
    return END.clone();
  }

  /**
   * A part, all but the boundary that follows it.
   *
   * @param seconds of its place
   * @param tags of its place, of printable characters
   * @param contentType empty: none
   */
  public static byte[] part(long seconds, String tags, String contentType, byte[] body) {
    String type = contentType.isEmpty() ? "" : "Content-Type: " + line(contentType) + "\r\n";
    String head =
        "\r\nLast-Modified: " + HttpDate.format(seconds) + "\r\nEtag: " + tags + "\r\n" + type;
    return joined((head + "\r\n").getBytes(UTF_8), body, DELIMITER);
  }

  /** A part without a place, as a body that is whole has them; all but the boundary after it. */
  public static byte[] plain(String contentType, byte[] body) {
    String type = contentType.isEmpty() ? "" : "Content-Type: " + line(contentType) + "\r\n";
    return joined(("\r\n" + type + "\r\n").getBytes(UTF_8), body, DELIMITER);
  }

  /** A part that says that messages are lost; all but the boundary that follows it. */
  public static byte[] gap() {
    return "\r\nZwb-Gap: true\r\n\r\n\r\n--".getBytes(US_ASCII);
  }

  private static String line(String text) {
    boolean clean = text.chars().noneMatch(c -> c == '\r' || c == '\n');
    return clean ? text : text.replaceAll("[\r\n]", "");
  }

  /** Pieces one after the other. */
  public static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
