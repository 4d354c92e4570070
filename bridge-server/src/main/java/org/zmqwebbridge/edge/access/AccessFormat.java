package org.zmqwebbridge.edge.access;

import com.google.common.net.InetAddresses;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How an entry looks. Whatever a client has sent, an entry is one line of printable ASCII. */
public enum AccessFormat {
  /** The combined log format of Apache's and nginx's, which many programs read. */
  COMBINED {
    @Override
    public String line(AccessEntry entry) {
      StringBuilder line = new StringBuilder(256);
      line.append(InetAddresses.toAddrString(entry.client())).append(" - - [");
      line.append(CLF_TIME.format(entry.time())).append("] \"");
      if (entry.method().isEmpty()) {
        line.append('-');
      } else {
        escape(entry.method(), line);
        line.append(' ');
        escape(entry.path(), line);
        line.append(' ');
        escape(entry.version(), line);
      }
      line.append("\" ").append(entry.status()).append(' ').append(entry.sent()).append(" \"");
      orDash(entry.referer(), line);
      line.append("\" \"");
      orDash(entry.userAgent(), line);
      return line.append('"').toString();
    }
  },

  /** A JSON object; what an entry does not have is left out. */
  JSON {
    @Override
    public String line(AccessEntry entry) {
      StringBuilder line = new StringBuilder(320);
      line.append("{\"time\":\"")
          .append(DateTimeFormatter.ISO_INSTANT.format(millis(entry.time())));
      line.append('"');
      member("kind", entry.kind().word(), line);
      member("client", InetAddresses.toAddrString(entry.client()), line);
      member("method", entry.method(), line);
      member("path", entry.path(), line);
      member("version", entry.version(), line);
      member("host", entry.host(), line);
      line.append(",\"status\":").append(entry.status());
      line.append(",\"received\":").append(entry.received());
      line.append(",\"sent\":").append(entry.sent());
      line.append(",\"millis\":").append(entry.millis());
      entry.closeCode().ifPresent(code -> line.append(",\"close\":").append(code));
      entry.connection().ifPresent(id -> line.append(",\"connection\":").append(id));
      member("referer", entry.referer(), line);
      member("userAgent", entry.userAgent(), line);
      return line.append('}').toString();
    }
  };

  /** In characters, before they are escaped; what is longer is cut. */
  static final int MAX_TEXT = 300;

  private static final DateTimeFormatter CLF_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Without its end. */
  public abstract String line(AccessEntry entry);

  private static Instant millis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  private static void orDash(String text, StringBuilder line) {
    if (text.isEmpty()) {
      line.append('-');
    } else {
      escape(text, line);
    }
  }

  private static void member(String name, String value, StringBuilder line) {
    if (!value.isEmpty()) {
      line.append(",\"").append(name).append("\":\"");
      escape(value, line);
      line.append('"');
    }
  }

  /** As JSON does (RFC 8259, section 7); readers of the combined format know that, too. */
  private static void escape(String text, StringBuilder line) {
    int end = Math.min(text.length(), MAX_TEXT);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        line.append(c);
      } else {
        line.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
      }
    }
    if (end < text.length()) {
      line.append("...");
    }
  }
}
