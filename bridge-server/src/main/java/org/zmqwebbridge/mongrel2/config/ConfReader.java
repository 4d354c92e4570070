package org.zmqwebbridge.mongrel2.config;

/**
 * Reads a {@code .conf} file of Mongrel2's: names with values, in any order, of which {@code
 * servers}, {@code settings} and {@code mimetypes} count.
 *
 * <p>Pure.
 */
public final class ConfReader {
  private ConfReader() {}

  /**
   * Reads one.
   *
   * @param text of the file
   * @param name of it, for messages
   * @throws IllegalArgumentException if something in it is wrong; says file, line, what and what to
   *     do
   */
  public static Mongrel2File read(String text, String name) {
    try {
      ConfParser parser = new ConfParser(ConfLexer.tokens(text, false), false);
      ConfNames names = new ConfNames();
      while (!parser.isAtEnd()) {
        String key = parser.name("the name of a value");
        parser.expect('=', key);
        names.define(key, parser.value(key));
        parser.takes(',');
      }
      ConfValue servers =
          names
              .find("servers")
              .orElseThrow(
                  () -> new ConfMistake(parser.peek().line(), "there is no servers = […]"));
      return new ConfModel(names, name).file(servers);
    } catch (ConfMistake mistake) {
      throw mistake.in(name);
    }
  }
}
