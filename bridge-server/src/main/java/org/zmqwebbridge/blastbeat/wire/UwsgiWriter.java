package org.zmqwebbridge.blastbeat.wire;

import java.util.Arrays;

/**
 * Writes one {@link UwsgiPacket}, variable by variable.
 *
 * <p>Owner thread: the caller's; one for each packet.
 */
final class UwsgiWriter {
  private static final int USUAL_BYTES = 1024;
  private static final int LENGTHS_BYTES = 4;
  private static final String HEADER = "HTTP_";

  private byte[] bytes = new byte[USUAL_BYTES];
  private int at = UwsgiPacket.HEAD_BYTES;
  private boolean isFull;

  UwsgiWriter add(String name, String value) {
    if (hasRoom(name.length() + value.length())) {
      text(name);
      text(value);
    }
    return this;
  }

  /** A header of the client's: {@code x-foo} is {@code HTTP_X_FOO}. */
  void addHeader(String name, String value) {
    int length = HEADER.length() + name.length();
    if (!hasRoom(length + value.length())) {
      return;
    }
    number(at, length);
    at += 2;
    characters(HEADER);
    for (int i = 0; i < name.length(); i++) {
      bytes[at++] = (byte) variableCharacter(name.charAt(i));
    }
    text(value);
  }

  private static int variableCharacter(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - ('a' - 'A');
    }
    return c == '-' ? '_' : c;
  }

  private boolean hasRoom(int textBytes) {
    int end = at + LENGTHS_BYTES + textBytes;
    isFull |= end > UwsgiPacket.MAX_BYTES;
    if (!isFull && end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    return !isFull;
  }

  private void text(String text) {
    number(at, text.length());
    at += 2;
    characters(text);
  }

  private void characters(String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[at++] = (byte) text.charAt(i);
    }
  }

  private void number(int where, int value) {
    bytes[where] = (byte) value;
    bytes[where + 1] = (byte) (value >> Byte.SIZE);
  }

  /**
   * The packet.
   *
   * @throws UwsgiOverflowException if not all variables have found room in it
   */
  byte[] packet() throws UwsgiOverflowException {
    if (isFull) {
      throw new UwsgiOverflowException();
    }
    number(1, at);
    return Arrays.copyOf(bytes, at);
  }
}
