package org.zmqwebbridge.door.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client is in what an endpoint publishes, as it is told and as it says when it comes back:
 * {@code epoch-offset}, or {@code epoch-offset-subscriptions} where no publication told it. Of
 * letters, digits and hyphens only, so that it can stand in any line and any header.
 *
 * @param epoch of which the offset is: up to 16 hexadecimal digits
 * @param offset of the last publication that came before
 * @param subscriptions how many the endpoint had made then; {@link #OF_PUBLICATION}
 */
public record EventId(String epoch, long offset, long subscriptions) {
  /** That of a publication. */
  public static final long OF_PUBLICATION = -1;

  private static final String NUMBER = "(0|[1-9][0-9]{0,15})";
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{1,16})-" + NUMBER + "(?:-" + NUMBER + ")?");

  /** That of a publication. */
  public static EventId of(String epoch, long offset) {
    return new EventId(epoch, offset, OF_PUBLICATION);
  }

  /** Reads one, in its only spelling; empty: it is none. */
  public static Optional<EventId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String subscriptions = matcher.group(3);
    return Optional.of(
        new EventId(
            matcher.group(1),
            Long.parseLong(matcher.group(2)),
            subscriptions == null ? OF_PUBLICATION : Long.parseLong(subscriptions)));
  }

  /** As an HTTP entity tag. */
  public String tag() {
    return '"' + toString() + '"';
  }

  /**
   * What is in the first of the entity tags that {@code If-None-Match} names, weak ones as others.
   */
  public static String inTag(String header) {
    String tag = header.strip();
    tag = tag.startsWith("W/") ? tag.substring(2) : tag;
    int end = tag.startsWith("\"") ? tag.indexOf('"', 1) : -1;
    return end < 0 ? tag : tag.substring(1, end);
  }

  @Override
  public String toString() {
    String place = epoch + "-" + offset;
    return subscriptions == OF_PUBLICATION ? place : place + "-" + subscriptions;
  }
}
