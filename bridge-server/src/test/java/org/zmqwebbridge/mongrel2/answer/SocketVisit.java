package org.zmqwebbridge.mongrel2.answer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** One request of a {@link VisitServer}. */
final class SocketVisit implements Visit {
  private final VisitLine line;
  private final String[] lines;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private volatile boolean wantsPart;
  private volatile boolean isRaw;
  private long left; // of the body; -1: in chunks, and at its beginning of one
  private int taken;

  SocketVisit(VisitLine line, String head) {
    this.line = line;
    this.lines = head.split("\r\n", -1);
    this.left = bodyBytes();
  }

  @Override
  public String method() {
    return lines[0].split(" ", -1)[0];
  }

  @Override
  public String target() {
    return lines[0].split(" ", -1)[1];
  }

  @Override
  public String path() {
    return target().split("\\?", 2)[0];
  }

  @Override
  public String header(String lowerCaseName) {
    String[] found = {null};
    forEachHeader(
        (name, value) -> {
          if (name.equals(lowerCaseName) && found[0] == null) {
            found[0] = value;
          }
        });
    return found[0];
  }

  @Override
  public void forEachHeader(BiConsumer<String, String> header) {
    for (int i = 1; i < lines.length; i++) {
      String[] field = lines[i].split(":", 2);
      header.accept(field[0].toLowerCase(Locale.ROOT), field[1].trim());
    }
  }

  @Override
  public boolean takesChunks() {
    return lines[0].endsWith("HTTP/1.1");
  }

  @Override
  public long bodyBytes() {
    String length = header("content-length");
    return header("transfer-encoding") != null ? -1 : length == null ? 0 : Long.parseLong(length);
  }

  // Out

  @Override
  public void send(byte[] bytes) {
    if (isOver.get()) {
      line.server().fault("bytes after the end of " + target());
    }
    line.send(bytes);
  }

  @Override
  public boolean isDrained() {
    return line.isDrained();
  }

  private void over(String how) {
    if (!isOver.compareAndSet(false, true)) {
      line.server().fault(how + " after the end of " + target());
    }
  }

  @Override
  public void answered(int status, long bytes) {
    over("answered " + status);
    if ("close".equals(header("connection")) || lines[0].endsWith("HTTP/1.0")) {
      line.end();
    } else {
      line.next();
    }
  }

  @Override
  public void answeredAndEnded(int status, long bytes) {
    over("answered " + status);
    line.end();
  }

  @Override
  public void refuse(int status) {
    over("refused " + status);
    line.send(
        ("HTTP/1.1 " + status + " Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .getBytes(US_ASCII));
    line.end();
  }

  @Override
  public void abort() {
    over("aborted");
    line.server().soon(line::gone);
  }

  // In

  @Override
  public void readPart() {
    wantsPart = true;
    line.server().soon(line::look);
  }

  @Override
  public void passThrough() {
    isRaw = true;
  }

  boolean wantsPart() {
    return wantsPart;
  }

  /** How much of what was there the last part has taken. */
  int taken() {
    return taken;
  }

  /** The next part; empty: there is none any more; {@code null}: not yet. */
  String take(String in) {
    String part = isRaw ? raw(in) : left == -1 ? chunk(in) : sized(in);
    wantsPart = part == null;
    return part;
  }

  private String raw(String in) {
    taken = in.length();
    return in.isEmpty() ? null : in;
  }

  private String sized(String in) {
    taken = (int) Math.min(left, in.length());
    left -= taken;
    return taken == 0 && left > 0 ? null : in.substring(0, taken);
  }

  private String chunk(String in) {
    int end = in.indexOf("\r\n");
    int size = end < 0 ? 0 : Integer.parseInt(in.substring(0, end), 16);
    if (end < 0 || in.length() < end + 2 + size + 2) {
      return null;
    }
    taken = end + 2 + size + 2;
    left = size == 0 ? 0 : -1;
    return in.substring(end + 2, end + 2 + size);
  }
}
