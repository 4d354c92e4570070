package org.zmqwebbridge.mongrel2.m2sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * {@code control}: asks the control port of a server what is typed, a command a line, and prints
 * its answers as tables; those of one row as a list.
 *
 * <p>Owner thread: main.
 */
final class ControlCommand {
  private final M2shSurroundings around;

  ControlCommand(M2shSurroundings around) {
    this.around = around;
  }

  int run(M2shOptions options) {
    ServerChoice choice = ServerChoice.of(options);
    ServerSpec server = choice.one(around.out());
    String address = choice.controlPort(server);
    try {
      for (String line = prompted(server); line != null; line = prompted(server)) {
        ask(address, line);
      }
      return 0;
    } catch (IOException failure) {
      throw new M2shFailure("what is typed cannot be read: " + failure.getMessage(), failure);
    }
  }

  private String prompted(ServerSpec server) throws IOException {
    if (around.isTerminal()) {
      around.out().print("m2 [" + server.name() + "]> ");
      around.out().flush();
    }
    return around.in().readLine();
  }

  private void ask(String address, String line) {
    List<String> words = M2sh.words(line);
    if (words.isEmpty()) {
      return;
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        around.err().println("m2sh: USAGE: command arg1=val1 arg2=val2");
        return;
      }
      arguments.put(word.substring(0, equals), value(word.substring(equals + 1)));
    }
    byte[] request = TnetstringWriter.write(List.of(words.get(0), arguments));
    print(around.controlPort().ask(address, request));
  }

  /** Ids of connections are numbers there. */
  private static Object value(String text) {
    return text.matches("[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
  }

  private void print(byte[] answer) {
    Object read;
    try {
      read = TnetstringReader.whole(answer, 0);
    } catch (MalformedTnetstringException wrong) {
      throw new M2shFailure("the control port's answer is no tnetstring", wrong);
    }
    if (!(read instanceof Map<?, ?> map)) {
      throw new M2shFailure("the control port's answer is no dictionary");
    }
    if (map.get("error") != null) {
      around.out().println("ERROR: " + text(map.get("error")));
    } else if (map.get("headers") instanceof List<?> headers
        && map.get("rows") instanceof List<?> rows) {
      table(headers, rows);
    }
  }

  private void table(List<?> headers, List<?> rows) {
    if (rows.size() == 1 && rows.get(0) instanceof List<?> row) {
      for (int i = 0; i < Math.min(headers.size(), row.size()); i++) {
        around.out().println(text(headers.get(i)) + ":  " + text(row.get(i)));
      }
      return;
    }
    around.out().println(line(headers));
    for (Object row : rows) {
      around.out().println(row instanceof List<?> cells ? line(cells) : text(row));
    }
  }

  private static String line(List<?> cells) {
    StringBuilder line = new StringBuilder();
    cells.forEach(cell -> line.append(text(cell)).append("  "));
    return line.toString();
  }

  private static String text(Object cell) {
    String text = cell instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(cell);
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
