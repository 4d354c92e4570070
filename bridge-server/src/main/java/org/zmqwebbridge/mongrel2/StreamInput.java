package org.zmqwebbridge.mongrel2;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;
import org.zmqwebbridge.mongrel2.wire.HeaderBlock;

/**
 * An upload that its handler gets in pieces, as much as it has granted ({@code upload.stream}): the
 * first with the headers and what has come with them.
 *
 * <p>Owner thread: the one that reads; {@link #credit} is for any. Lifetime: until all of it has
 * come.
 */
final class StreamInput implements Input, Client.Credited {
  private final Ask ask;
  private final BodyReader body;
  private final boolean isChunked;
  private final AtomicLong credits = new AtomicLong();
  private boolean isBegun;
  private long offset;

  StreamInput(Ask ask, long bodyBytes) {
    this.ask = ask;
    this.isChunked = bodyBytes < 0;
    this.body = new BodyReader(bodyBytes);
    ask.client().credits(this);
    ask.client().activity().awaitsBody(true);
    begin();
  }

  /** Chunks are told after a beginning without any; what is not, with the first bytes. */
  private void begin() {
    if (isChunked) {
      isBegun = true;
      first(new byte[0]);
    }
  }

  private void first(byte[] piece) {
    HeaderBlock headers = ask.headers().copy().add("UPLOAD_STREAM", "0");
    ask.with(headers).tell(piece);
    offset = piece.length;
  }

  @Override
  public void credit(long bytes) {
    if (credits.getAndUpdate(before -> plus(before, bytes)) <= 0) {
      ask.client().resume();
    }
  }

  private static long plus(long before, long bytes) {
    return before > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : before + bytes;
  }

  @Override
  public void read(ByteBuffer bytes) throws BadRequestException {
    if (!isBegun) {
      isBegun = true;
      first(bytes(body.next(bytes, Integer.MAX_VALUE)));
      return;
    }
    long granted = credits.get();
    if (granted <= 0) {
      ask.client().activity().awaitsBody(false);
      ask.client().pause();
      if (credits.get() > 0) { // granted meanwhile
        ask.client().resume();
      }
      return;
    }
    ask.client().activity().awaitsBody(true);
    byte[] piece = bytes(body.next(bytes, (int) Math.min(granted, Integer.MAX_VALUE)));
    if (isChunked && !body.isEnd()) {
      tail(bytes); // whether that was all
    }
    if (piece.length > 0 || body.isEnd()) {
      credits.addAndGet(-piece.length);
      tell(piece);
    }
  }

  /** Reads what is between two chunks, or after the last. */
  private void tail(ByteBuffer bytes) throws BadRequestException {
    ByteBuffer unused = body.next(bytes, 0);
  }

  private void tell(byte[] piece) {
    HeaderBlock headers = ask.handlers().headers().add("UPLOAD_STREAM", Long.toString(offset));
    if (body.isEnd()) {
      headers.add("UPLOAD_STREAM_DONE", "1");
      ask.client().credits(null);
      ask.client().activity().awaitsBody(false);
      ask.client().awaitRequest();
    }
    offset += piece.length;
    ask.client().tell(ask.handlers(), ask.path(), headers, piece);
  }

  private static byte[] bytes(ByteBuffer part) {
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    return copy;
  }
}
