package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.IntStream;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;

/**
 * How a page's SUB socket wants publications: as texts that contain its filter, with its identity
 * in a label.
 *
 * <p>Immutable.
 */
final class TextEncoding implements Encoding {
  private static final int MOST_LABELS = 64; // bytes; longer names are rare
  private static final TextEncoding[] LAST_PARTS = unfiltered(false);
  private static final TextEncoding[] EACH_PART = unfiltered(true);

  private final String filter;
  private final byte[] filterUtf8;
  private final int labelLength;
  private final boolean eachPart;

  private static TextEncoding[] unfiltered(boolean eachPart) {
    return IntStream.range(0, MOST_LABELS)
        .mapToObj(length -> new TextEncoding("", length, eachPart))
        .toArray(TextEncoding[]::new);
  }

  /**
   * One for a socket; those of most are the same object.
   *
   * @param filter what a text must contain, or the empty string
   * @param labelLength in bytes
   * @param eachPart whether each part is a text of its own, or only the last is one; the same for
   *     all of an endpoint
   */
  static TextEncoding of(String filter, int labelLength, boolean eachPart) {
    return filter.isEmpty() && labelLength < MOST_LABELS
        ? (eachPart ? EACH_PART : LAST_PARTS)[labelLength]
        : new TextEncoding(filter, labelLength, eachPart);
  }

  private TextEncoding(String filter, int labelLength, boolean eachPart) {
    this.filter = filter;
    this.filterUtf8 = filter.getBytes(UTF_8);
    this.labelLength = labelLength;
    this.eachPart = eachPart;
  }

  /** In UTF-8; not to be changed. */
  byte[] filter() {
    return filterUtf8;
  }

  int labelLength() {
    return labelLength;
  }

  @Override
  public Encoder<?> newEncoder() {
    return new TextEncoder(eachPart);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextEncoding that
        && filter.equals(that.filter)
        && labelLength == that.labelLength;
  }

  @Override
  public int hashCode() {
    return 31 * filter.hashCode() + labelLength;
  }
}
