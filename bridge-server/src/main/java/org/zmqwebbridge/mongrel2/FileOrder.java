package org.zmqwebbridge.mongrel2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that a handler has ordered for a client: its bytes alone, a part after the other as the
 * client takes them.
 *
 * <p>Owner thread: the executor's while it reads, and nobody's while it waits. Lifetime: until all
 * is sent, or its client has gone.
 */
final class FileOrder {
  private static final int PART_BYTES = 64 << 10;

  private final Client client;
  private final Path path;
  private final Executor files;
  private final AtomicBoolean waits = new AtomicBoolean(); // for the client to take what was sent
  private FileChannel channel; // null: it is not open
  private volatile boolean isGone;

  FileOrder(Client client, Path path, Executor files) {
    this.client = client;
    this.path = path;
    this.files = files;
  }

  void begin() {
    client.ordered(this);
    files.execute(this::run);
  }

  private void run() {
    try {
      channel = channel == null ? FileChannel.open(path, StandardOpenOption.READ) : channel;
      boolean goesOn = true;
      while (goesOn && !isGone) {
        goesOn = sendPart() && !mustWait();
      }
      if (isGone) {
        close();
      }
    } catch (IOException failed) {
      close();
      client.connection().abort();
    }
  }

  /** Returns whether there is more. */
  private boolean sendPart() throws IOException {
    ByteBuffer part = ByteBuffer.allocate(PART_BYTES);
    int read = channel.read(part);
    if (read < 0) {
      close();
      client.ordered(null);
      return false;
    }
    byte[] bytes = new byte[read];
    part.flip().get(bytes);
    client.activity().wrote(read, System.nanoTime());
    client.connection().send(bytes);
    return true;
  }

  private boolean mustWait() {
    if (client.connection().isDrained()) {
      return false;
    }
    client.connection().tellDrained(true);
    waits.set(true);
    boolean isOver = client.connection().isDrained() || isGone; // before anybody could see that
    return !isOver || !waits.compareAndSet(true, false);
  }

  void onDrained() {
    if (waits.compareAndSet(true, false)) {
      files.execute(this::run);
    }
  }

  void onGone() {
    isGone = true;
    onDrained();
  }

  private void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException failed) {
      // nothing was written to it
    }
  }
}
