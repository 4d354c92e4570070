package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the heads of one connection's requests out of its bytes.
 *
 * <p>Lines may end with a line feed alone, and a request may name no host; all else that two
 * readers could cut in two ways is refused: folded lines, spaces before colons, carriage returns
 * inside of lines. Between two requests it is empty.
 */
public final class HeadReader {
  /** What a request's line may have. */
  public interface Line {
    /**
     * Looks at it.
     *
     * @return what is wrong, without anything of the client's; {@code null}: nothing
     */
    String wrong(String method, String target);
  }

  private static final int BAD_REQUEST = 400;
  private static final byte[] NOTHING = {};
  private static final boolean[] NAME = names();
  private static final byte[] LOWER = lower();

  private final int maxBytes;
  private final int maxFields;
  private final Line line;
  private final int tooLong; // the status that says that a head is
  private byte[] kept = NOTHING; // of a head that is not whole
  private int keptLength;
  private byte[] from; // that is being read
  private int at;
  private int end;
  private int leftOut; // of the last head

  /**
   * @param maxBytes of a line with its headers
   * @param maxFields of different names; more are left out
   */
  public HeadReader(int maxBytes, int maxFields, Line line) {
    this(maxBytes, maxFields, line, BAD_REQUEST);
  }

  /**
   * One that says with a status of its own that a head is too long.
   *
   * @param tooLong for example 431 (RFC 6585, section 5)
   */
  public HeadReader(int maxBytes, int maxFields, Line line, int tooLong) {
    this.maxBytes = maxBytes;
    this.maxFields = maxFields;
    this.line = line;
    this.tooLong = tooLong;
  }

  private static boolean[] names() {
    boolean[] all = new boolean[256];
    for (char c = '!'; c <= '~'; c++) {
      all[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
    return all;
  }

  private static byte[] lower() {
    byte[] all = new byte[256];
    for (int c = 0; c < all.length; c++) {
      all[c] = (byte) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return all;
  }

  /** Whether a head has begun and is not whole. */
  public boolean isInHead() {
    return keptLength > 0;
  }

  /** How many fields of the last whole head are left out, for there were too many. */
  public int leftOut() {
    return leftOut;
  }

  /**
   * Reads on.
   *
   * @param bytes backed by an array; of a head that is whole, no more is taken than that
   * @return the head; {@code null}: all has been taken, and it is not whole
   * @throws BadRequestException if it is none, or too long
   */
  public HttpHead read(ByteBuffer bytes) throws BadRequestException {
    if (keptLength == 0) {
      skipEmptyLines(bytes);
    }
    byte[] array = bytes.array();
    int begin = bytes.arrayOffset() + bytes.position();
    int limit = begin + bytes.remaining();
    int over = endOfHead(array, begin, limit);
    int length = keptLength + (over < 0 ? limit : over) - begin;
    if (length > maxBytes) {
      throw new BadRequestException(tooLong, "its line and headers are too long");
    }
    bytes.position(bytes.position() + (over < 0 ? limit : over) - begin);
    if (over < 0) {
      keep(array, begin, limit);
      return null;
    }
    if (keptLength > 0) {
      keep(array, begin, over);
      from = kept;
      at = 0;
      end = keptLength;
    } else {
      from = array;
      at = begin;
      end = over;
    }
    try {
      return head();
    } finally {
      kept = NOTHING;
      keptLength = 0;
      from = NOTHING;
    }
  }

  /** Forgiven before a request: RFC 9112, section 2.2. */
  private static void skipEmptyLines(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get(bytes.position());
      if (next != '\r' && next != '\n') {
        return;
      }
      bytes.position(bytes.position() + 1);
    }
  }

  private void keep(byte[] array, int begin, int limit) {
    int more = limit - begin;
    if (kept.length < keptLength + more) {
      kept = Arrays.copyOf(kept, Math.max(keptLength + more, 2 * kept.length));
    }
    System.arraycopy(array, begin, kept, keptLength, more);
    keptLength += more;
  }

  /** Where the head is over; -1: not here. */
  private int endOfHead(byte[] array, int begin, int limit) {
    for (int i = begin; i < limit; i++) {
      if (array[i] == '\n') {
        byte before = before(array, begin, i, 1);
        boolean isEmpty = before == '\n' || (before == '\r' && before(array, begin, i, 2) == '\n');
        if (isEmpty) {
          return i + 1;
        }
      }
    }
    return -1;
  }

  private byte before(byte[] array, int begin, int i, int back) {
    int index = i - back;
    if (index >= begin) {
      return array[index];
    }
    int inKept = keptLength - (begin - index);
    return inKept >= 0 ? kept[inKept] : 0;
  }

  // A head that is whole

  private HttpHead head() throws BadRequestException {
    int lineEnd = lineEnd();
    int first = space(at, lineEnd);
    int second = space(first + 1, lineEnd);
    String method = text(at, first);
    String target = text(first + 1, second);
    String version = text(second + 1, lineEnd);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw new BadRequestException(BAD_REQUEST, "a version that is not spoken");
    }
    String wrong = line.wrong(method, target);
    if (wrong != null) {
      throw new BadRequestException(BAD_REQUEST, wrong);
    }
    nextLine(lineEnd);
    return new HttpHead(method, target, version, fields());
  }

  /** Where the line's text ends. */
  private int lineEnd() throws BadRequestException {
    for (int i = at; i < end; i++) {
      byte c = from[i];
      if (c == '\n') {
        return i > at && from[i - 1] == '\r' ? i - 1 : i;
      }
      boolean isControl = c >= 0 && c < ' ' && c != '\t';
      if ((isControl && !(c == '\r' && from[i + 1] == '\n')) || c == 0x7f) {
        throw new BadRequestException(BAD_REQUEST, "a control character in a line");
      }
    }
    throw new BadRequestException(BAD_REQUEST, "a line without an end");
  }

  private void nextLine(int lineEnd) {
    at = lineEnd + (from[lineEnd] == '\r' ? 2 : 1);
  }

  private int space(int begin, int lineEnd) throws BadRequestException {
    for (int i = begin; i < lineEnd; i++) {
      if (from[i] == ' ') {
        return i;
      }
    }
    throw new BadRequestException(BAD_REQUEST, "no request line");
  }

  private String text(int begin, int to) {
    return new String(from, begin, to - begin, ISO_8859_1);
  }

  private String[] fields() throws BadRequestException {
    String[] fields = new String[32];
    int count = 0;
    leftOut = 0;
    for (int lineEnd = lineEnd(); lineEnd > at; lineEnd = lineEnd()) {
      int colon = colon(lineEnd);
      String name = lowerText(at, colon);
      if (count < 2 * maxFields || isKnown(fields, count, name)) {
        if (count == fields.length) {
          fields = Arrays.copyOf(fields, 2 * count);
        }
        fields[count++] = name;
        fields[count++] = value(colon + 1, lineEnd);
      } else {
        leftOut++;
      }
      nextLine(lineEnd);
    }
    return Arrays.copyOf(fields, count);
  }

  private static boolean isKnown(String[] fields, int count, String name) {
    for (int i = 0; i < count; i += 2) {
      if (fields[i].equals(name)) {
        return true;
      }
    }
    return false;
  }

  private int colon(int lineEnd) throws BadRequestException {
    for (int i = at; i < lineEnd; i++) {
      if (from[i] == ':' && i > at) {
        return i;
      }
      if (!NAME[from[i] & 0xff]) {
        throw new BadRequestException(BAD_REQUEST, "a header without a name");
      }
    }
    throw new BadRequestException(BAD_REQUEST, "a header without a colon");
  }

  private String lowerText(int begin, int to) {
    byte[] name = new byte[to - begin];
    for (int i = begin; i < to; i++) {
      name[i - begin] = LOWER[from[i] & 0xff];
    }
    return new String(name, ISO_8859_1);
  }

  private String value(int begin, int lineEnd) {
    int first = begin;
    int last = lineEnd;
    while (first < last && isBlank(from[first])) {
      first++;
    }
    while (last > first && isBlank(from[last - 1])) {
      last--;
    }
    return text(first, last);
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
