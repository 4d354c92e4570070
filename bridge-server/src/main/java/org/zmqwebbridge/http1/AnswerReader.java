package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the heads of answers out of the bytes that back ends write, where somebody else is to say
 * them in his own way.
 *
 * <p>Lines may end with a line feed alone; what could be read in two ways is refused. Between two
 * heads it is empty.
 */
public final class AnswerReader {
  private static final byte[] NOTHING = {};
  private static final int ROOM = 512;
  private static final int MAX_DIGITS = 18;
  private static final int FIRST_STATUS = 100;
  private static final String PROTOCOL = "HTTP/1.";
  private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";
  private static final int LINE_BYTES = "HTTP/1.1 200".length();

  private final int maxBytes;
  private byte[] kept = NOTHING;
  private int length;
  private int lineLength; // of the line that has begun, without its end

  /**
   * @param maxBytes of a line with its headers
   */
  public AnswerReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether a head has begun and is not whole. */
  public boolean isInHead() {
    return length > 0;
  }

  /**
   * Reads on.
   *
   * @param bytes of a head that is whole, no more is taken than that
   * @return the head; {@code null}: all has been taken, and it is not whole
   * @throws BadAnswerException if it is none, or too long
   */
  public AnswerHead read(ByteBuffer bytes) throws BadAnswerException {
    while (bytes.hasRemaining()) {
      if (length == maxBytes) {
        throw new BadAnswerException("its line and headers are too long");
      }
      if (take(bytes.get())) {
        try {
          return head(new String(kept, 0, length, ISO_8859_1));
        } finally {
          kept = NOTHING;
          length = 0;
        }
      }
    }
    return null;
  }

  /**
   * Reads one that is there as a whole.
   *
   * @param bytes it, with the empty line at its end, and nothing more
   * @throws BadAnswerException if that is not so
   */
  public static AnswerHead whole(byte[] bytes) throws BadAnswerException {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    AnswerHead head = new AnswerReader(Math.max(1, bytes.length)).read(all);
    if (head == null || all.hasRemaining()) {
      throw new BadAnswerException("a head that does not end with an empty line");
    }
    return head;
  }

  /** Returns whether the head is whole with it. */
  private boolean take(byte next) throws BadAnswerException {
    if (length < PROTOCOL.length() && next != PROTOCOL.charAt(length)) {
      throw new BadAnswerException("it does not begin with HTTP/1");
    }
    if (length == kept.length) {
      kept = Arrays.copyOf(kept, Math.max(ROOM, 2 * length));
    }
    kept[length++] = next;
    if (next != '\n') {
      lineLength++;
      return false;
    }
    int before = length > 1 ? kept[length - 2] : 0;
    boolean isEmpty = lineLength - (before == '\r' ? 1 : 0) == 0;
    lineLength = 0;
    return isEmpty;
  }

  private static AnswerHead head(String text) throws BadAnswerException {
    String[] lines = text.split("\n", -1);
    String first = line(lines[0]);
    if (first.length() < LINE_BYTES
        || (first.charAt(PROTOCOL.length()) != '1' && first.charAt(PROTOCOL.length()) != '0')
        || first.charAt(PROTOCOL.length() + 1) != ' '
        || (first.length() > LINE_BYTES && first.charAt(LINE_BYTES) != ' ')) {
      throw new BadAnswerException("no status line");
    }
    long status = number(first.substring(LINE_BYTES - 3, LINE_BYTES));
    if (status < FIRST_STATUS) {
      throw new BadAnswerException("a status that there is not");
    }
    List<String> fields = new ArrayList<>();
    for (int i = 1; i < lines.length - 2; i++) {
      field(line(lines[i]), fields);
    }
    return new AnswerHead(
        first.charAt(PROTOCOL.length()) == '0',
        (int) status,
        first.length() > LINE_BYTES ? first.substring(LINE_BYTES + 1) : "",
        fields);
  }

  /** Without its end. */
  private static String line(String text) throws BadAnswerException {
    String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new BadAnswerException("a control character in a line");
      }
    }
    return line;
  }

  private static void field(String line, List<String> fields) throws BadAnswerException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new BadAnswerException("a header without a name or a colon");
    }
    for (int i = 0; i < colon; i++) {
      if (!isInName(line.charAt(i))) {
        throw new BadAnswerException("a header's name that is none");
      }
    }
    fields.add(line.substring(0, colon));
    fields.add(line.substring(colon + 1).strip());
  }

  private static boolean isInName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || NAME_MARKS.indexOf(c) >= 0;
  }

  /** A whole number of digits alone. */
  static long number(String text) throws BadAnswerException {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      throw new BadAnswerException("a number that is none");
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        throw new BadAnswerException("a number that is none");
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }
}
