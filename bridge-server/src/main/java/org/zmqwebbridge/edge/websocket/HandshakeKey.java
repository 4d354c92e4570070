package org.zmqwebbridge.edge.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The key of an opening handshake, and its answer (RFC 6455, sections 4.2.1 and 4.2.2). */
public final class HandshakeKey {
  /** Sixteen bytes in Base64. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

  private static final String PROTOCOL = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private HandshakeKey() {}

  /** Whether it is one. */
  public static boolean isValid(String key) {
    return KEY.matcher(key).matches();
  }

  /** The value of {@code Sec-WebSocket-Accept}. */
  public static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // which the RFC demands
      return Base64.getEncoder().encodeToString(sha1.digest((key + PROTOCOL).getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }
}
