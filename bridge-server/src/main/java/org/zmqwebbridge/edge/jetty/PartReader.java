package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.zmqwebbridge.edge.HeaderField;

/**
 * Reads the body of one request in parts, each when it is asked for: what nobody wants yet is left
 * where it is, and holds its client up.
 *
 * <p>Owner thread: none; the one that asks or whom Jetty calls has the turn. Lifetime: until it has
 * told the end, or that it is broken.
 */
final class PartReader {
  /** What it tells, one call for each asking. */
  interface Listener {
    /** The next part. */
    void onPart(byte[] bytes);

    /** There is no more; with the trailers that came after it. */
    void onBodyEnd(List<HeaderField> trailers);

    /** Its client has left, or it is not written as bodies are. */
    void onBroken(Throwable cause);
  }

  private final Request request;
  private final Listener listener;
  private final Turns turns = new Turns(Runnable::run, this::read);
  private volatile int wanted; // bytes; 0: nobody waits
  private volatile boolean awaited; // Jetty was asked to call, which may be asked once
  private Content.Chunk left; // what is not told yet; or null
  private boolean ended;
  private List<HeaderField> trailers = List.of();

  PartReader(Request request, Listener listener) {
    this.request = request;
    this.listener = listener;
  }

  /** Asks for the next part. */
  void want(int maxBytes) {
    wanted = maxBytes;
    turns.here();
  }

  private void read() {
    while (wanted > 0 && !awaited) {
      Content.Chunk chunk = left == null && !ended ? request.read() : left;
      if (chunk == null && !ended) {
        awaited = true;
        request.demand(this::onArrived);
        return;
      }
      tell(chunk);
    }
  }

  private void onArrived() {
    awaited = false;
    turns.here();
  }

  private void tell(Content.Chunk chunk) {
    int most = wanted;
    wanted = 0;
    if (chunk == null) {
      listener.onBodyEnd(trailers);
    } else if (Content.Chunk.isFailure(chunk)) {
      ended = true;
      listener.onBroken(chunk.getFailure());
    } else {
      tell(chunk, most);
    }
  }

  private void tell(Content.Chunk chunk, int most) {
    ByteBuffer bytes = chunk.getByteBuffer();
    byte[] part = new byte[Math.min(most, bytes.remaining())];
    bytes.get(part);
    if (bytes.hasRemaining()) {
      left = chunk;
    } else {
      left = null;
      ended = chunk.isLast();
      trailers = chunk instanceof Trailers said ? HeadFields.of(said.getTrailers()) : trailers;
      chunk.release();
    }
    if (part.length > 0) {
      listener.onPart(part);
    } else if (ended) {
      listener.onBodyEnd(trailers);
    } else {
      wanted = most; // an empty chunk is no part
    }
  }
}
