package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A named pipe that is full, so that anyone who writes into it waits: what the output of a program
 * is whose log nobody reads. Later, somebody may.
 */
final class FullPipe implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile bothEnds; // while it is open, writers find a reader
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Process reader;

  private FullPipe(Path path, RandomAccessFile bothEnds) {
    this.path = path;
    this.bothEnds = bothEnds;
  }

  static FullPipe in(Path folder) throws IOException, InterruptedException {
    Path path = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    FullPipe pipe = new FullPipe(path, new RandomAccessFile(path.toFile(), "rw"));
    ProcessBuilder filler =
        new ProcessBuilder(
            "dd", "if=/dev/zero", "of=" + path, "oflag=nonblock", "conv=notrunc", "bs=4096");
    filler.redirectErrorStream(true).environment().put("LC_ALL", "C");
    Process dd = filler.start();
    String said = new String(dd.getInputStream().readAllBytes(), UTF_8);
    assertEquals(1, dd.waitFor(), said);
    assertTrue(said.contains("temporarily unavailable"), said); // no byte more goes in
    return pipe;
  }

  Path path() {
    return path;
  }

  /** From now on, somebody reads. */
  void read() throws IOException {
    reader = new ProcessBuilder("cat", path.toString()).start();
    BufferedReader text = reader.inputReader(UTF_8);
    Thread thread = new Thread(() -> text.lines().forEach(lines::add), "pipe-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** What has been read. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    bothEnds.close();
    if (reader != null) {
      reader.destroyForcibly();
    }
  }
}
