package org.zmqwebbridge.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.Opening;
import org.zmqwebbridge.kit.ServerFrame;

/**
 * Hears a channel by HTTP, and goes on from its last id wherever it comes back.
 *
 * <p>Owner thread: its own; {@link #finish} any.
 */
final class HttpSubscriber implements Runnable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int ONE_IN = 5_000; // messages, after which it comes back by itself
  private static final int MAX_FRAME_BYTES = 1 << 20;

  /** How it hears. */
  enum Kind {
    /** An {@code EventSource}, with {@code Last-Event-ID}. */
    EVENTS,
    /** A WebSocket, {@code ws+meta.nchan}. */
    SOCKET,
    /** One long poll after the other, with {@code Etag} and {@code Last-Modified}. */
    POLL
  }

  private final Kind kind;
  private final String target;
  private final int port;
  private final Hearing hearing;
  private final HttpBooks books;
  private final Random random;
  private volatile boolean ends;
  private volatile HttpLine line; // null: there is none
  private String last = ""; // id: seconds:tag
  private String modified = ""; // a poll's, as it was told
  private String tag = "";

  HttpSubscriber(Kind kind, String channel, int port, Hearing hearing, HttpBooks books, long seed) {
    this.kind = kind;
    this.target = "GET /subscriber/" + channel;
    this.port = port;
    this.hearing = hearing;
    this.books = books;
    this.random = new Random(seed);
  }

  Hearing hearing() {
    return hearing;
  }

  /** It leaves, and does not come back. */
  void finish() {
    ends = true;
    HttpLine now = line;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public void run() {
    while (!ends) {
      try (HttpLine next = new HttpLine(port)) {
        line = next;
        hearing.come();
        switch (kind) {
          case EVENTS -> hearEvents(next);
          case SOCKET -> hearFrames(next);
          case POLL -> poll(next);
        }
        books.ended(kind + " left", new EOFException());
      } catch (IOException lost) {
        if (!ends) {
          books.ended(kind + ": " + lost.getMessage(), lost);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private boolean leaves() {
    return ends || random.nextInt(ONE_IN) == 0;
  }

  private String placed() {
    return last.isEmpty() ? "" : "Last-Event-ID: " + last;
  }

  private static void expect(HttpLine.Head head, int status) throws IOException {
    if (head.status() != status) {
      throw new IOException("answered with " + head.status());
    }
  }

  private void hearEvents(HttpLine to) throws IOException {
    to.send("", target, "Accept: text/event-stream", placed());
    expect(to.head(), 200);
    BufferedReader lines = new BufferedReader(new InputStreamReader(to.chunks(), ISO_8859_1));
    String id = "";
    String event = "";
    String data = "";
    for (String next = lines.readLine(); next != null; next = lines.readLine()) {
      if (next.startsWith("id: ")) {
        id = next.substring("id: ".length());
      } else if (next.startsWith("event: ")) {
        event = next.substring("event: ".length());
      } else if (next.startsWith("data: ")) {
        data = next.substring("data: ".length());
      } else if (next.isEmpty() && !data.isEmpty()) {
        if (isLeavingAfter(event.equals("zwb.gap"), id, data)) {
          return;
        }
        event = "";
        data = "";
      }
    }
    throw new EOFException("the stream ended in order");
  }

  /** A gap, or a message. */
  private boolean isLeavingAfter(boolean gap, String id, String body) {
    if (gap) {
      hearing.gap();
      return false;
    }
    last = id;
    hearing.take(id, body);
    return leaves();
  }

  private void hearFrames(HttpLine to) throws IOException {
    to.send(
        "",
        target,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + Opening.KEY,
        "Sec-WebSocket-Protocol: ws+meta.nchan",
        placed());
    expect(to.head(), 101);
    DataInputStream in = new DataInputStream(to.raw());
    while (true) {
      ServerFrame frame = ServerFrame.read(in, false, MAX_FRAME_BYTES);
      if (frame.opcode() == ServerFrame.CLOSE) {
        to.write(Frames.masked(Frames.CLOSE, frame.payload()));
        throw new EOFException("closed with " + frame.code());
      } else if (frame.opcode() == ServerFrame.PING) {
        to.write(Frames.masked(Frames.PONG, frame.payload()));
      } else if (isLeavingAfter(frame.text())) {
        return;
      }
    }
  }

  /** Lines of names and values, an empty one, the body. */
  private boolean isLeavingAfter(String text) {
    int end = text.indexOf("\n\n");
    String id = text.startsWith("id: ") ? text.substring(4, text.indexOf('\n')) : "";
    return isLeavingAfter(text.startsWith("gap: true\n"), id, text.substring(end + 2));
  }

  private void poll(HttpLine to) throws IOException {
    do {
      to.send(
          "",
          target,
          modified.isEmpty() ? "" : "If-Modified-Since: " + modified,
          tag.isEmpty() ? "" : "If-None-Match: " + tag);
      HttpLine.Head head = to.head();
      String body = to.body(head);
      if (head.status() == 304) {
        continue; // nothing came in time
      }
      expect(head, 200);
      if (!head.header("zwb-gap").isEmpty()) {
        hearing.gap();
      }
      modified = head.header("last-modified");
      tag = head.header("etag");
      hearing.take(seconds(modified) + ":" + tag, body);
    } while (!leaves());
  }

  private static long seconds(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
  }
}
