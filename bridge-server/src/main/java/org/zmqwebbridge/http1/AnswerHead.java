package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The line and headers of an answer that a back end has written as bytes of HTTP/1, and what they
 * say of its body (RFC 9112, sections 4 to 6). What two readers could cut in two ways is refused.
 *
 * <p>Immutable.
 *
 * @param status from 100 to 599
 * @param reason the phrase after it; may be empty
 * @param fields headers in their order; names as they were written
 * @param length of the body; {@link #CHUNKED}, or {@link #UNTIL_END}
 * @param isPersistent whether the connection may bring another answer, as far as this one says
 */
public record AnswerHead(
    int status, String reason, List<Field> fields, long length, boolean isPersistent) {
  /** The body comes in chunks. */
  public static final long CHUNKED = -1;

  /** The body ends with the connection. */
  public static final long UNTIL_END = -2;

  private static final int LINE_START = "HTTP/1.x NNN".length();
  private static final int FIRST_STATUS = 100;
  private static final int LAST_STATUS = 599;
  private static final int FIRST_FINAL = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int MAX_DIGITS = 18;

  /** One header. */
  public record Field(String name, String value) {
    /** Whether it is called so. */
    public boolean is(String lowerCaseName) {
      return name.equalsIgnoreCase(lowerCaseName);
    }
  }

  public AnswerHead {
    fields = List.copyOf(fields);
  }

  /**
   * Reads one.
   *
   * @param bytes the whole of it, with the empty line at its end, and nothing more
   * @throws MalformedAnswerException if it is none
   */
  public static AnswerHead read(byte[] bytes) throws MalformedAnswerException {
    String text = new String(bytes, ISO_8859_1);
    if (!text.endsWith("\r\n\r\n") && !text.endsWith("\n\n")) {
      throw new MalformedAnswerException("an answer's head that does not end with an empty line");
    }
    String[] lines = text.split("\r?\n", -1);
    String line = lines[0];
    int status = status(line);
    List<Field> fields = new ArrayList<>(lines.length);
    for (int i = 1; i < lines.length - 2; i++) {
      fields.add(field(lines[i]));
    }
    boolean isOld = line.startsWith("HTTP/1.0");
    return new AnswerHead(
        status,
        line.length() > LINE_START ? line.substring(LINE_START + 1) : "",
        fields,
        length(status, fields),
        says(fields, "keep-alive") || (!isOld && !says(fields, "close")));
  }

  private static int status(String line) throws MalformedAnswerException {
    boolean isOne =
        line.length() >= LINE_START
            && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "))
            && (line.length() == LINE_START || line.charAt(LINE_START) == ' ')
            && isText(line);
    int status = 0;
    for (int i = LINE_START - 3; isOne && i < LINE_START; i++) {
      char c = line.charAt(i);
      isOne = c >= '0' && c <= '9';
      status = 10 * status + c - '0';
    }
    if (!isOne || status < FIRST_STATUS || status > LAST_STATUS) {
      throw new MalformedAnswerException("an answer that does not begin with a status line");
    }
    return status;
  }

  private static Field field(String line) throws MalformedAnswerException {
    int colon = line.indexOf(':');
    if (colon <= 0 || !isName(line, colon) || !isText(line)) {
      throw new MalformedAnswerException("a line of an answer's head that is no header");
    }
    return new Field(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  private static boolean isName(String line, int end) {
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether no other reader could see the end of a line, or of all text, in it. */
  private static boolean isText(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static long length(int status, List<Field> fields) throws MalformedAnswerException {
    List<String> codings = values(fields, "transfer-encoding");
    List<String> lengths = values(fields, "content-length");
    if (status < FIRST_FINAL || status == NO_CONTENT || status == NOT_MODIFIED) {
      return 0;
    }
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty() || codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
        throw new MalformedAnswerException("an answer whose length can be read in two ways");
      }
      return CHUNKED;
    }
    if (lengths.isEmpty()) {
      return UNTIL_END;
    }
    String said = lengths.get(0);
    boolean isNumber =
        !said.isEmpty()
            && said.length() <= MAX_DIGITS
            && said.chars().allMatch(c -> c >= '0' && c <= '9')
            && lengths.stream().allMatch(said::equals);
    if (!isNumber) {
      throw new MalformedAnswerException("an answer's Content-Length that is no number");
    }
    return Long.parseLong(said);
  }

  private static List<String> values(List<Field> fields, String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
  }

  private static boolean says(List<Field> fields, String word) {
    for (String value : values(fields, "connection")) {
      for (String each : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (each.strip().equals(word)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether another head follows for the same request. */
  public boolean isInterim() {
    return status < FIRST_FINAL && status != 101;
  }

  /** The first value of a header. */
  public Optional<String> header(String lowerCaseName) {
    return values(fields, lowerCaseName).stream().findFirst();
  }
}
