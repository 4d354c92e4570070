package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces directives in content: {@code %(name)s}, {@code %I}, {@code %%}.
 *
 * <p>Pure.
 */
public final class Directives {
  private static final char MARK = '%';

  private Directives() {}

  /** What stands for a directive. */
  @FunctionalInterface
  public interface Meaning {
    /**
     * @param type the letter
     * @param argument what is in the brackets before it; empty: there are none
     */
    byte[] of(char type, Optional<String> argument) throws MalformedGripException;
  }

  /**
   * The content with all of its directives replaced.
   *
   * @throws MalformedGripException if one is unknown or is not whole
   */
  public static byte[] replace(byte[] content, Meaning meaning) throws MalformedGripException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    int at = 0;
    while (at < content.length) {
      byte one = content[at++];
      if (one != MARK) {
        out.write(one);
      } else {
        at = directive(content, at, meaning, out);
      }
    }
    return out.toByteArray();
  }

  private static int directive(
      byte[] content, int start, Meaning meaning, ByteArrayOutputStream out)
      throws MalformedGripException {
    int at = start;
    Optional<String> argument = Optional.empty();
    if (at < content.length && content[at] == '(') {
      int end = at + 1;
      while (end < content.length && content[end] != ')') {
        end++;
      }
      argument = Optional.of(new String(content, at + 1, Math.min(end, content.length) - at - 1, UTF_8));
      at = end + 1;
    }
    if (at >= content.length) {
      throw new MalformedGripException("a directive has no end: write a per cent sign as %%");
    }
    char type = (char) (content[at] & 0xFF);
    if (type == MARK && argument.isEmpty()) {
      out.write(MARK);
    } else {
      out.writeBytes(meaning.of(type, argument));
    }
    return at + 1;
  }

  static MalformedGripException unknown(char type) {
    return new MalformedGripException("Unknown directive '" + type + "'");
  }

  /** {@code %(name)s}: the value of a name. */
  public static Meaning variables(Map<String, String> values) {
    return (type, argument) -> {
      if (type != 's') {
        throw unknown(type);
      }
      if (argument.isEmpty()) {
        throw new MalformedGripException("Directive 's' requires argument");
      }
      String value = values.get(argument.get());
      if (value == null) {
        throw new MalformedGripException("No such variable '" + argument.get() + "'");
      }
      return value.getBytes(UTF_8);
    };
  }

  /**
   * {@code %I} and {@code %(id)I}: an id.
   *
   * @param standard where none is said
   * @param hex whether it is written in hexadecimal digits
   */
  public static Meaning ids(byte[] standard, boolean hex) {
    return (type, argument) -> {
      if (type != 'I') {
        throw unknown(type);
      }
      byte[] id = argument.map(said -> said.getBytes(UTF_8)).orElse(standard);
      return hex ? HexFormat.of().formatHex(id).getBytes(UTF_8) : id;
    };
  }
}
