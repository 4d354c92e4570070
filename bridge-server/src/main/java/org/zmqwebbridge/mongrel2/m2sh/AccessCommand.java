package org.zmqwebbridge.mongrel2.m2sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;

/** {@code access}: the access log, for people. Owner thread: main. */
final class AccessCommand {
  private static final int COLUMNS = 9;
  private static final int MAX_LINE = 1 << 20;

  private final M2shSurroundings around;

  AccessCommand(M2shSurroundings around) {
    this.around = around;
  }

  int run(M2shOptions options) {
    Path log = Path.of(options.find("log").orElse("logs/access.log"));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log))) {
      int number = 1;
      for (byte[] line = line(in); line.length > 0; line = line(in)) {
        print(line, log + ":" + number++);
      }
      return 0;
    } catch (IOException failure) {
      throw new M2shFailure(
          log + " cannot be read; is the path right, and may this user read it?", failure);
    }
  }

  /** The bytes up to a line's end, and that. */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && line.size() < MAX_LINE; c = in.read()) {
      line.write(c);
      if (c == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }

  private void print(byte[] line, String where) {
    try {
      Object entry = new TnetstringReader(line, 0).next();
      if (entry instanceof List<?> list && list.size() == COLUMNS) {
        List<String> columns = list.stream().map(AccessCommand::text).toList();
        around
            .out()
            .printf(
                "[%s] %s:%s %s \"%s %s %s\" %s %s%n",
                columns.get(3),
                columns.get(1),
                columns.get(2),
                columns.get(0),
                columns.get(4),
                columns.get(5),
                columns.get(6),
                columns.get(7),
                columns.get(8));
        return;
      }
    } catch (MalformedTnetstringException none) {
      // said below
    }
    around.err().println("m2sh: " + where + " is no line of an access log");
  }

  private static String text(Object column) {
    String text =
        column instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(column);
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
