package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * What a handler says: {@code UUID LEN:ID ID …, BODY}; with {@code X } before the ids it is an
 * order and not bytes for clients.
 *
 * @param uuid whom it names; nobody compares it
 * @param ids of connections, in its order, some perhaps twice
 * @param isExtended whether the body is an {@link ExtendedReply}
 * @param body for each of them as it is; empty: they are to end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(String uuid, long[] ids, boolean isExtended, byte[] body) {
  private static final int MAX_LENGTH_DIGITS = 6;
  private static final int MAX_ID_DIGITS = 10;

  /**
   * Reads one.
   *
   * @param maxIds how many connections it may name
   * @throws MalformedReplyException if it is none, or names too many
   */
  public static Reply read(byte[] message, int maxIds) throws MalformedReplyException {
    int uuidEnd = uuidEnd(message);
    int colon = colon(message, uuidEnd + 1);
    int list = colon + 1;
    long length = number(message, uuidEnd + 1, colon);
    long end = list + length;
    if (end + 1 >= message.length || message[(int) end] != ',' || message[(int) end + 1] != ' ') {
      throw new MalformedReplyException("its list of ids is not as long as it says");
    }
    boolean isExtended = length >= 2 && message[list] == 'X' && message[list + 1] == ' ';
    long[] ids = ids(message, isExtended ? list + 2 : list, (int) end, maxIds);
    return new Reply(
        new String(message, 0, uuidEnd, US_ASCII),
        ids,
        isExtended,
        Arrays.copyOfRange(message, (int) end + 2, message.length));
  }

  private static int uuidEnd(byte[] message) throws MalformedReplyException {
    int at = 0;
    while (at < message.length && isOfUuid(message[at])) {
      at++;
    }
    if (at == 0 || at == message.length || message[at] != ' ') {
      throw new MalformedReplyException("it does not begin with a uuid and a space");
    }
    return at;
  }

  private static boolean isOfUuid(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '-';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static int colon(byte[] message, int from) throws MalformedReplyException {
    int at = from;
    while (at < message.length && at - from < MAX_LENGTH_DIGITS && isDigit(message[at])) {
      at++;
    }
    if (at == from || at >= message.length || message[at] != ':') {
      throw new MalformedReplyException("its list of ids has no length");
    }
    return at;
  }

  private static long number(byte[] message, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + (message[i] - '0');
    }
    return number;
  }

  private static long[] ids(byte[] message, int from, int end, int maxIds)
      throws MalformedReplyException {
    long[] ids = new long[Math.min(maxIds, 1 + (end - from) / 2)];
    int count = 0;
    int at = from;
    while (at < end) {
      int to = at;
      while (to < end && isDigit(message[to])) {
        to++;
      }
      if (to == at || to - at > MAX_ID_DIGITS || (to < end && message[to] != ' ')) {
        throw new MalformedReplyException("an id that is no number");
      }
      if (count == maxIds) {
        throw new MalformedReplyException("it names more than " + maxIds + " connections");
      }
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, Math.min(maxIds, 2 * count + 1));
      }
      ids[count++] = number(message, at, to);
      at = to + 1;
    }
    if (count == 0) {
      throw new MalformedReplyException("it names no connection");
    }
    return Arrays.copyOf(ids, count);
  }
}
