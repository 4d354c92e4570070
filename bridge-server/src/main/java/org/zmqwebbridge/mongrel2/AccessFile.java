package org.zmqwebbridge.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * The access log of a server: a tnetstring for each line, as Mongrel2 writes it, in a file that is
 * opened again for each writing, so that it may be moved away.
 *
 * <p>Owner thread: none; what waits is guarded by a small lock, and written by the executor.
 */
final class AccessFile {
  private static final Logger log = LoggerFactory.getLogger(AccessFile.class);
  private static final int MAX_LINES = 50_000;
  private static final int GATHER_MILLIS = 50;
  private static final int OK = 200;

  private final Optional<Path> file;
  private final InstantSource clock;
  private final Executor soon; // after a moment, in which more lines come
  private final Object disk = new Object(); // the one that writes holds it
  private final Counters counters;
  private final Deque<byte[]> lines = new ArrayDeque<>(); // lock: this
  private boolean isWriting; // lock: this

  /**
   * @param file empty: nothing is logged
   */
  AccessFile(Optional<Path> file, InstantSource clock, Executor executor, Counters counters) {
    this.file = file;
    this.clock = clock;
    this.soon = CompletableFuture.delayedExecutor(GATHER_MILLIS, TimeUnit.MILLISECONDS, executor);
    this.counters = counters;
  }

  /** A request was handed to a handler: nobody knows what that will answer. */
  void handled(Client client, HttpHead head) {
    answered(client, head, OK, Math.max(0, head.bodyBytes()));
  }

  /** A request was answered. */
  void answered(Client client, HttpHead head, int status, long size) {
    if (file.isPresent()) {
      add(line(client, head, status, size));
    }
  }

  private byte[] line(Client client, HttpHead head, int status, long size) {
    byte[] fields =
        TnetstringWriter.write(
            List.of(
                client.hostName(),
                client.address(),
                (long) client.connection().remoteAddress().getPort(),
                clock.instant().getEpochSecond(),
                bytes(head.method()),
                bytes(head.path()),
                bytes(head.version()),
                (long) status,
                size));
    byte[] line = Arrays.copyOf(fields, fields.length + 1);
    line[fields.length] = '\n';
    return line;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private synchronized void add(byte[] line) {
    if (lines.size() >= MAX_LINES) {
      counters.increment(Counter.MONGREL2_LOG_DROPPED);
      return;
    }
    lines.add(line);
    if (!isWriting) {
      isWriting = true;
      soon.execute(this::write);
    }
  }

  private synchronized List<byte[]> take() {
    isWriting = false;
    List<byte[]> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  /** Writes what waits; blocks. */
  void write() {
    synchronized (disk) {
      List<byte[]> taken = take();
      if (!taken.isEmpty()) {
        append(taken);
      }
    }
  }

  private void append(List<byte[]> taken) {
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(
                file.orElseThrow(), StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      for (byte[] line : taken) {
        out.write(line);
      }
    } catch (IOException failure) {
      counters.line(
          LineKind.DIALECT_FAILED,
          more -> log.error("the access log cannot be written: {}{}", failure.toString(), more));
    }
  }
}
