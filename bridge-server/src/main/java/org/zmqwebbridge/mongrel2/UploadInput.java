package org.zmqwebbridge.mongrel2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;
import org.zmqwebbridge.mongrel2.wire.HeaderBlock;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * An upload that goes to a file: its handler hears when it begins, and when all of it is there;
 * from then on the file is the handler's. Of one that does not end, nothing stays.
 *
 * <p>Owner thread: the one that reads, and between a pause and its end the executor's. Lifetime:
 * until all of it has come.
 */
final class UploadInput implements Input {
  private static final Logger log = LoggerFactory.getLogger(UploadInput.class);
  private static final int PART_BYTES = 65_536;
  private static final int INTERNAL_ERROR = 500;
  private static final byte[] NOTHING = {};

  private final Ask ask;
  private final BodyReader body;
  private final Uploads uploads;
  private final AtomicBoolean over = new AtomicBoolean(); // the file is the handler's, or removed
  private volatile Uploads.Opened file; // null until it is open

  UploadInput(Ask ask, long bodyBytes, Uploads uploads) {
    this.ask = ask;
    this.body = new BodyReader(bodyBytes);
    this.uploads = uploads;
    ask.client().saysGone(ask.handlers());
    ask.client().activity().awaitsBody(true);
    away(this::open);
  }

  /** Has something done elsewhere, while nothing is read. */
  private void away(Work work) {
    ask.client().pause();
    uploads.later(
        () -> {
          try {
            work.run();
            if (over.get()) {
              remove(); // its client has gone meanwhile
            }
          } catch (IOException failure) {
            fail(failure);
          }
          ask.client().resume();
        });
  }

  /** What may fail. */
  private interface Work {
    void run() throws IOException;
  }

  private void open() throws IOException {
    if (over.get()) {
      return; // its client has gone
    }
    file = uploads.open();
    ask.client().server().counters().increment(Counter.MONGREL2_UPLOADS);
    tell("x-mongrel2-upload-start", file.path());
  }

  private void tell(String word, Path path) {
    HeaderBlock headers = ask.headers().copy().add(word, path.toString());
    ask.with(headers).tell(NOTHING);
  }

  @Override
  public void read(ByteBuffer bytes) throws BadRequestException {
    ByteBuffer part = body.next(bytes, PART_BYTES);
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    boolean isEnd = body.isEnd();
    if (copy.length > 0 || isEnd) {
      away(() -> write(copy, isEnd));
    }
  }

  private void write(byte[] part, boolean isEnd) throws IOException {
    Uploads.Opened to = file;
    if (to == null) {
      return; // its client has gone
    }
    ByteBuffer left = ByteBuffer.wrap(part);
    while (left.hasRemaining()) {
      to.channel().write(left);
    }
    if (isEnd) {
      to.channel().close();
      if (over.compareAndSet(false, true)) {
        file = null;
        ask.client().activity().awaitsBody(false);
        ask.client().awaitRequest();
        tell("x-mongrel2-upload-done", to.path());
      }
    }
  }

  private void fail(IOException failure) {
    if (over.get()) {
      return; // its file was closed meanwhile
    }
    ask.client()
        .server()
        .counters()
        .line(
            LineKind.DIALECT_FAILED,
            more -> log.error("an upload cannot be written: {}{}", failure.toString(), more));
    onGone();
    ask.client().refuse(INTERNAL_ERROR);
  }

  @Override
  public void onGone() {
    if (over.compareAndSet(false, true)) {
      uploads.later(this::remove);
    }
  }

  private void remove() {
    Uploads.Opened left = file;
    file = null;
    if (left != null) {
      try {
        left.channel().close();
        Files.deleteIfExists(left.path());
      } catch (IOException failure) {
        log.warn("the file of an upload cannot be removed: {}", failure.toString());
      }
    }
  }
}
