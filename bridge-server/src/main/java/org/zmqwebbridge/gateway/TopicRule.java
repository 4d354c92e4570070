package org.zmqwebbridge.gateway;

import java.util.Optional;
import org.zmqwebbridge.auth.Topics;

/**
 * A topic that the configuration opens to pages: a prefix, in which {@code {principal}} stands for
 * the one that asks.
 *
 * <p>What stands right after the name is its delimiter. A principal in whose name the delimiter
 * occurs gets nothing by this rule: {@code a/b} must not receive what is a's. Immutable.
 */
public final class TopicRule {
  private static final String PRINCIPAL = "{principal}";

  private final String text;
  private final String before;
  private final String behind; // null: nobody's name is in it

  private TopicRule(String text, String before, String behind) {
    this.text = text;
    this.before = before;
    this.behind = behind;
  }

  /**
   * Parses {@code news/} or {@code user/{principal}/}.
   *
   * @throws IllegalArgumentException if it is too long, or nothing delimits the name
   */
  public static TopicRule parse(String text) {
    Topics unused = Topics.of(text); // its length
    int at = text.indexOf(PRINCIPAL);
    if (at < 0) {
      return new TopicRule(text, text, null);
    }
    String behind = text.substring(at + PRINCIPAL.length());
    if (behind.isEmpty() || behind.contains(PRINCIPAL)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\": "
              + PRINCIPAL
              + " stands once, with a delimiter after it, as in user/{principal}/; otherwise"
              + " user/1 would receive what is for user/12");
    }
    return new TopicRule(text, text.substring(0, at), behind);
  }

  /** What it opens to somebody. */
  Topics open(Optional<String> principal) {
    if (behind == null) {
      return Topics.of(before);
    }
    String delimiter = behind.substring(0, behind.offsetByCodePoints(0, 1));
    if (principal.isEmpty() || principal.get().contains(delimiter)) {
      return Topics.NONE;
    }
    String topic = before + principal.get() + behind;
    return Topics.isTopic(topic) ? Topics.of(topic) : Topics.NONE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicRule that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
