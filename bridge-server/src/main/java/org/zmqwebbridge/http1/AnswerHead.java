package org.zmqwebbridge.http1;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The line and the headers of an answer that a back end has written. Text is bytes of the back
 * end's, one character each (ISO 8859-1).
 *
 * <p>Immutable.
 */
public final class AnswerHead {
  /** Of a body: it ends with its connection. */
  public static final long UNTIL_END = -1;

  private static final int FIRST_FINAL = 200;
  private static final Set<String> BETWEEN_NEIGHBOURS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final boolean isOld;
  private final int status;
  private final String reason;
  private final List<String> fields; // names as they were written, and values, in turn
  private final boolean isChunked;
  private final long bodyBytes;

  AnswerHead(boolean isOld, int status, String reason, List<String> fields)
      throws BadAnswerException {
    this.isOld = isOld;
    this.status = status;
    this.reason = reason;
    this.fields = List.copyOf(fields);
    this.isChunked = isInterim() ? false : chunked(isOld);
    this.bodyBytes = isInterim() || isChunked ? UNTIL_END : length();
  }

  private boolean chunked(boolean isOld) throws BadAnswerException {
    String coding = only("transfer-encoding");
    if (coding == null) {
      return false;
    }
    if (isOld || !coding.equalsIgnoreCase("chunked")) {
      throw new BadAnswerException("a transfer coding that nobody can undo");
    }
    if (only("content-length") != null) {
      throw new BadAnswerException("a length that can be read in two ways");
    }
    return true;
  }

  private long length() throws BadAnswerException {
    String said = only("content-length");
    return said == null ? UNTIL_END : AnswerReader.number(said);
  }

  private String only(String lowerCaseName) throws BadAnswerException {
    String found = null;
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(lowerCaseName)) {
        if (found != null) {
          throw new BadAnswerException("a header that frames the body is said twice");
        }
        found = fields.get(i + 1);
      }
    }
    return found;
  }

  /** From 100 to 999. */
  public int status() {
    return status;
  }

  /** The phrase after it; may be empty. */
  public String reason() {
    return reason;
  }

  /** Whether another follows on it: a status below 200. */
  public boolean isInterim() {
    return status < FIRST_FINAL;
  }

  /** Whether its body comes in chunks. */
  public boolean isChunked() {
    return isChunked;
  }

  /** How long its body is by {@code Content-Length}; or {@link #UNTIL_END}, also of chunks. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** Whether its connection may bring another, as far as this one says. */
  public boolean isPersistent() {
    return isOld ? says("keep-alive") : !says("close");
  }

  private boolean says(String lowerCaseWord) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase("connection")) {
        for (String word : fields.get(i + 1).split(",", -1)) {
          if (word.trim().equalsIgnoreCase(lowerCaseWord)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Calls for each header that is for the client, in the order written, by its name as it was
   * written: none of those between two neighbours (RFC 9110, section 7.6.1), and no length.
   */
  public void forEachEndToEnd(BiConsumer<String, String> header) {
    Set<String> dropped = new HashSet<>(BETWEEN_NEIGHBOURS);
    dropped.add("content-length");
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase("connection")) {
        for (String word : fields.get(i + 1).split(",", -1)) {
          dropped.add(word.trim().toLowerCase(Locale.ROOT));
        }
      }
    }
    for (int i = 0; i < fields.size(); i += 2) {
      if (!dropped.contains(fields.get(i).toLowerCase(Locale.ROOT))) {
        header.accept(fields.get(i), fields.get(i + 1));
      }
    }
  }

  /** Nothing that may carry a secret. */
  @Override
  public String toString() {
    return Integer.toString(status);
  }
}
