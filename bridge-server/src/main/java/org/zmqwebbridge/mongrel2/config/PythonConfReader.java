package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the Python-like form of the first manual as data: imports, names with values, what is added
 * to the lists of a thing, and at last {@code commit([main], settings={…})}. Nothing is executed.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
public final class PythonConfReader {
  private static final Pattern MARK =
      Pattern.compile("^(from\\s+mongrel2\\b|import\\s|commit\\s*\\()", Pattern.MULTILINE);

  private final ConfNames names = new ConfNames();
  private final ConfParser parser;
  private Optional<ConfValue> servers = Optional.empty();

  private PythonConfReader(String text) {
    parser = new ConfParser(ConfLexer.tokens(text, true), true);
  }

  /** Whether a text looks like this form. */
  public static boolean isPython(String text) {
    return MARK.matcher(text).find();
  }

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
      PythonConfReader reader = new PythonConfReader(text);
      while (!reader.parser.isAtEnd()) {
        reader.statement();
      }
      ConfValue servers =
          reader
              .servers
              .or(() -> reader.names.find("servers"))
              .orElseThrow(
                  () ->
                      new ConfMistake(
                          reader.parser.peek().line(), "there is no commit([main]) at the end"));
      return new ConfModel(reader.names, name).file(servers);
    } catch (ConfMistake mistake) {
      throw mistake.in(name);
    }
  }

  private void statement() {
    ConfToken first = parser.peek();
    if (first.isName("from") || first.isName("import")) {
      skipLine(first.line());
      return;
    }
    String name = parser.name("a statement");
    if (parser.takes('=')) {
      if (names.find(name).isPresent()) {
        throw new ConfMistake(
            first.line(), name + " is defined twice; give each a name of its own");
      }
      names.define(name, bound(parser.value(name)));
    } else if (name.equals("commit") && parser.takes('(')) {
      commit(first);
    } else if (parser.takes('.')) {
      add(name, first.line());
    } else {
      throw new ConfMistake(
          first.line(),
          Checks.quoted(name)
              + " is read as data only: NAME = VALUE, NAME.hosts.add(…), commit([…])");
    }
  }

  private void skipLine(int line) {
    while (!parser.isAtEnd() && parser.peek().line() == line) {
      parser.take();
    }
  }

  /** {@code commit([main], settings={…})}. */
  private void commit(ConfToken open) {
    servers = Optional.of(bound(parser.value("commit")));
    parser.takes(',');
    List<ConfValue.Entry> rest =
        parser.until(
            ')',
            open,
            () -> {
              int line = parser.peek().line();
              String name = parser.name("the name of an argument");
              parser.expect('=', name);
              return new ConfValue.Entry(name, bound(parser.value(name)), line);
            });
    rest.forEach(entry -> names.define(entry.key(), entry.value()));
  }

  /** {@code main.hosts.add(…)}: the thing's list is one longer. */
  private void add(String name, int line) {
    String list = parser.name("the name of a list");
    parser.expect('.', name + "." + list);
    String verb = parser.name("add");
    if (!verb.equals("add") && !verb.equals("append")) {
      throw new ConfMistake(line, "a list has add(…) and append(…), not " + Checks.quoted(verb));
    }
    ConfToken open = parser.peek();
    parser.expect('(', verb);
    List<ConfValue> added = parser.until(')', open, () -> bound(parser.value(list)));
    if (!(names.follow(new ConfValue.Named(name, line)) instanceof ConfValue.Made made)) {
      throw new ConfMistake(line, name + " is no Server or Host, and has no " + list);
    }
    names.define(name, longer(made, list, added, line));
  }

  private ConfValue longer(ConfValue.Made made, String list, List<ConfValue> added, int line) {
    List<ConfValue.Entry> arguments = new ArrayList<>();
    List<ConfValue> values = new ArrayList<>();
    for (ConfValue.Entry argument : made.arguments()) {
      if (!argument.key().equals(list)) {
        arguments.add(argument);
      } else if (names.follow(argument.value()) instanceof ConfValue.Many many) {
        values.addAll(many.values());
      } else {
        throw new ConfMistake(line, list + " is no list; nothing can be added to it");
      }
    }
    values.addAll(added);
    arguments.add(new ConfValue.Entry(list, new ConfValue.Many(values, line), line));
    return new ConfValue.Made(made.className(), List.copyOf(arguments), made.line());
  }

  /** Names must be bound before they are used. */
  private ConfValue bound(ConfValue value) {
    if (value instanceof ConfValue.Named) {
      names.follow(value);
    } else if (value instanceof ConfValue.Many many) {
      many.values().forEach(this::bound);
    } else if (value instanceof ConfValue.Keyed keyed) {
      keyed.entries().forEach(entry -> bound(entry.value()));
    } else if (value instanceof ConfValue.Made made) {
      made.arguments().forEach(entry -> bound(entry.value()));
    }
    return value;
  }
}
