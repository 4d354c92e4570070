package org.zmqwebbridge.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/** How an event looks in the log. */
public enum LogFormat {
  /** A line for people; a stack trace takes more lines. */
  TEXT {
    @Override
    String render(LogLine line) {
      String name = line.logger().substring(line.logger().lastIndexOf('.') + 1);
      StringBuilder text =
          new StringBuilder(timestamp(line))
              .append(" [")
              .append(line.thread())
              .append("] ")
              .append(line.level())
              .append(' ')
              .append(name)
              .append(" - ");
      onOneLine(cut(line.message(), MAX_MESSAGE), text);
      text.append('\n');
      if (line.failure() != null) {
        String trace = trace(line.failure(), OneLineEach::new);
        text.append(trace).append(trace.endsWith("\n") ? "" : "\n");
      }
      return text.toString();
    }
  },

  /** A JSON object on one line, whatever is in it. */
  JSON {
    @Override
    String render(LogLine line) {
      return JsonLine.of(line, timestamp(line));
    }
  };

  /** In characters; what is longer is cut. */
  static final int MAX_MESSAGE = 8_192;

  /** In characters; what is longer is cut. */
  static final int MAX_TRACE = 16_384;

  /**
   * RFC 3339, section 5.6, to the millisecond; {@code XXX} is the offset, {@code Z} or {@code
   * +01:00}.
   */
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  abstract String render(LogLine line);

  private static String timestamp(LogLine line) {
    return RFC_3339.format(line.time());
  }

  /**
   * A stack trace, cut.
   *
   * @param form how its lines are written
   */
  static String trace(Throwable failure, Function<Writer, PrintWriter> form) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(form.apply(trace));
    return cut(trace.toString(), MAX_TRACE);
  }

  static String cut(String text, int maxCharacters) {
    return text.length() <= maxCharacters ? text : text.substring(0, maxCharacters) + "…";
  }

  /**
   * Whatever a failure prints at once is one line: its message may be a stranger's, who could make
   * lines that look like ours.
   */
  private static final class OneLineEach extends PrintWriter {
    OneLineEach(Writer target) {
      super(target);
    }

    @Override
    public void println(Object printed) {
      StringBuilder line = new StringBuilder();
      onOneLine(String.valueOf(printed), line);
      super.println(line.toString());
    }
  }

  /** Nobody can make a second line, or speak to a terminal. */
  private static void onOneLine(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line.append("\\n");
      } else if (Character.isISOControl(c) && c != '\t') {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
  }
}
