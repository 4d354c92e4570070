package org.zmqwebbridge;

import com.google.common.base.Splitter;
import java.util.List;

/**
 * The forms of every command, as they are told to a user whose words are none of them.
 *
 * <p>Immutable.
 */
final class Usage {
  private static final String BEGINNING = "usage: ";
  private static final String INDENT = " ".repeat(BEGINNING.length());

  /** A form each; what does not begin with the program's name goes on with the line before. */
  private static final String FORMS =
      """
      zwb serve [--config FILE] [--pages DIR] [--set KEY=VALUE]...
      zwb relay [--config FILE] [--format yaml|json] [--port PORT] [--management HOST:PORT]
      zwb grip [--config FILE] [--route LINE]... [--port [ADDRESS:]PORT] [--id N] [--verbose]
               [--loglevel N] [--management HOST:PORT]
      zwb grip-publish CHANNEL [CONTENT|@FILE] [--spec URL] [OPTION]...
      zwb mongrel2 DB|FILE.conf [UUID|NAME|HOST] [--management HOST:PORT]
      zwb m2sh COMMAND [OPTION]...
      zwb procer PROFILES PIDFILE
      zwb blastbeat FILE.ini|FOLDER [--management HOST:PORT]
      zwb req|sub|pub|push NAME|ADDRESS [PART]... [OPTION]...
      zwb config check [FILE|FOLDER] [--config FILE] [--pages DIR] [--set KEY=VALUE]...
      zwb config schema
      zwb init [DIR]
      zwb version
      """;

  private Usage() {}

  /** Every form, a line or more each. */
  static String all() {
    return text("");
  }

  /** The forms of one command; every form, if there is no such command. */
  static String of(String command) {
    String some = text(command);
    return some.isEmpty() ? all() : some;
  }

  private static String text(String command) {
    StringBuilder text = new StringBuilder();
    boolean wanted = false;
    for (String line : FORMS.lines().toList()) {
      if (line.startsWith("zwb ")) {
        List<String> names =
            Splitter.on('|').splitToList(Splitter.on(' ').splitToList(line).get(1));
        wanted = command.isEmpty() || names.contains(command);
      }
      if (wanted) {
        text.append(text.isEmpty() ? BEGINNING : INDENT).append(line).append('\n');
      }
    }
    return text.toString();
  }
}
