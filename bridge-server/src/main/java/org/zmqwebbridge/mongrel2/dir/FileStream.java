package org.zmqwebbridge.mongrel2.dir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.mongrel2.answer.Visit;

/**
 * A large file on its way to one client: a part of it is read when the client has taken the one
 * before.
 *
 * <p>Owner thread: a reader's while it runs, and nobody's while it waits; what it hears is the
 * edge's. Lifetime: until all is sent, or the client has gone: then the file is closed.
 */
final class FileStream {
  private static final int PART_BYTES = 64 << 10;
  private static final int PARTS_PER_TURN = 16; // others want to read too
  private static final int NOT_FOUND = 404;

  private final Visit visit;
  private final Directories shared;
  private final DirFile file;
  private final long end;
  private final long length;
  private final int status;
  private final AtomicBoolean waits = new AtomicBoolean(); // for the client to take what was sent
  private volatile boolean isGone;
  private byte[] head; // null: it was sent
  private long position;
  private FileChannel channel; // null: not opened yet, or closed

  /** One that has {@linkplain Directories#enter entered}. */
  FileStream(
      Visit visit, Directories shared, DirFile file, ByteRange range, int status, byte[] head) {
    this.visit = visit;
    this.shared = shared;
    this.file = file;
    this.position = range.first();
    this.length = range.length();
    this.end = range.first() + range.length();
    this.status = status;
    this.head = head;
  }

  /** A turn of a reader's. */
  void run() {
    try {
      if (channel == null) {
        channel = FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      }
      advance();
    } catch (IOException failed) {
      breakOff();
    }
  }

  private void advance() throws IOException {
    for (int parts = 0; position < end && !isGone; parts++) {
      if (parts == PARTS_PER_TURN) {
        goOn();
        return;
      }
      if (!visit.isDrained() && mustWait()) {
        return;
      }
      sendPart();
    }
    drop();
    if (!isGone) {
      visit.answered(status, length);
    }
  }

  /** Whether somebody else goes on, when the client has taken what was sent or has gone. */
  private boolean mustWait() {
    waits.set(true);
    boolean isOver = visit.isDrained() || isGone; // it may have been before anybody could see that
    return !isOver || !waits.compareAndSet(true, false);
  }

  private void sendPart() throws IOException {
    int before = head == null ? 0 : head.length;
    int wanted = (int) Math.min(PART_BYTES, end - position);
    ByteBuffer part = ByteBuffer.allocate(before + wanted);
    if (head != null) {
      part.put(head);
    }
    while (part.hasRemaining()) {
      int read = channel.read(part, position);
      if (read <= 0) {
        throw new IOException("it has become shorter");
      }
      position += read;
    }
    head = null;
    visit.send(part.array());
  }

  private void goOn() {
    if (!shared.read(this::run)) {
      shared.countRefused();
      breakOff();
    }
  }

  private void breakOff() {
    boolean isUntouched = head != null;
    drop();
    if (isUntouched) {
      visit.refuse(NOT_FOUND); // it has gone since it was found
    } else {
      visit.abort();
    }
  }

  /** As its owner: nothing of it is sent any more. */
  void drop() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException failed) {
      // nothing was written to it
    } finally {
      channel = null;
      shared.leave();
    }
  }

  void onDrained() {
    if (waits.compareAndSet(true, false)) {
      goOn();
    }
  }

  void onGone() {
    isGone = true;
    if (waits.compareAndSet(true, false)) {
      drop();
    }
  }
}
