package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.zmqwebbridge.mongrel2.config.ConfToken.Kind;
import org.zmqwebbridge.mongrel2.config.ConfValue.Entry;

/**
 * Reads values from the words of a configuration file. Commas are optional, as Mongrel2 has it.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class ConfParser {
  /** How deep values may be nested. */
  static final int MAX_DEPTH = 32;

  private final List<ConfToken> tokens;
  private final boolean isPython;
  private int at;
  private int depth;

  ConfParser(List<ConfToken> tokens, boolean isPython) {
    this.tokens = tokens;
    this.isPython = isPython;
  }

  ConfToken peek() {
    return tokens.get(at);
  }

  boolean isAtEnd() {
    return peek().kind() == Kind.END;
  }

  ConfToken take() {
    ConfToken token = peek();
    at += isAtEnd() ? 0 : 1;
    return token;
  }

  boolean takes(char sign) {
    boolean isNext = peek().is(sign);
    at += isNext ? 1 : 0;
    return isNext;
  }

  void expect(char sign, String after) {
    if (!takes(sign)) {
      throw new ConfMistake(
          peek().line(), "a " + sign + " is missing after " + after + ", before " + peek());
    }
  }

  String name(String what) {
    ConfToken token = take();
    if (token.kind() != Kind.NAME) {
      throw new ConfMistake(token.line(), what + " is missing before " + token);
    }
    return token.text();
  }

  /**
   * The next value.
   *
   * @param of what it is the value of, for people
   * @throws ConfMistake if there is none
   */
  ConfValue value(String of) {
    ConfToken token = take();
    if (token.kind() == Kind.STRING) {
      return new ConfValue.Text(token.text(), token.line());
    }
    if (token.kind() == Kind.NUMBER) {
      return new ConfValue.Digits(token.text(), token.line());
    }
    if (token.kind() == Kind.NAME) {
      return peek().is('(') ? made(token) : named(token);
    }
    if (token.is('[')) {
      return new ConfValue.Many(until(']', token, () -> value("a list")), token.line());
    }
    if (token.is('{')) {
      return new ConfValue.Keyed(until('}', token, this::entry), token.line());
    }
    throw new ConfMistake(token.line(), "the value of " + of + " is missing before " + token);
  }

  private ConfValue named(ConfToken token) {
    if (isPython && (token.text().equals("True") || token.text().equals("False"))) {
      return new ConfValue.Digits(token.text().equals("True") ? "1" : "0", token.line());
    }
    return new ConfValue.Named(token.text(), token.line());
  }

  private ConfValue made(ConfToken name) {
    ConfToken open = take();
    return new ConfValue.Made(name.text(), until(')', open, this::argument), name.line());
  }

  private Entry argument() {
    int line = peek().line();
    String name = name("the name of an argument");
    expect('=', name);
    return new Entry(name, value(name), line);
  }

  private Entry entry() {
    ConfToken key = take();
    if (key.kind() != Kind.STRING) {
      throw new ConfMistake(key.line(), "a key is a string in quotes, not " + key);
    }
    expect(':', "the key " + Checks.quoted(key.text()));
    return new Entry(key.text(), value(key.text()), key.line());
  }

  /** What stands up to a closing sign. */
  <T> List<T> until(char close, ConfToken open, Supplier<T> each) {
    if (++depth > MAX_DEPTH) {
      throw new ConfMistake(open.line(), "nested deeper than " + MAX_DEPTH + " levels");
    }
    List<T> all = new ArrayList<>();
    while (!takes(close)) {
      if (isAtEnd()) {
        throw new ConfMistake(
            open.line(), "the " + open.text() + " here is not closed; a " + close + " is missing");
      }
      all.add(each.get());
      takes(',');
    }
    depth--;
    return List.copyOf(all);
  }
}
