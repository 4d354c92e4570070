package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads a server's responses from the bytes at hand (RFC 9112): bodies by their length, or in
 * chunks. Whatever is not exactly that is an error.
 *
 * <p>Owner thread: the loop's. Lifetime: one connection's.
 */
final class ResponseReader {
  /** Hears what was read, in order; buffers are valid during the call. */
  interface Listener {
    void onHead(ResponseHead head) throws IOException;

    /** A body that has a length comes whole; one in chunks chunk by chunk. */
    void onBody(ByteBuffer piece);

    /** The response is whole. */
    void onEnd();
  }

  private enum Next {
    HEAD,
    BODY,
    SIZE,
    CHUNK,
    TRAILER
  }

  private static final int MAX_SIZE_DIGITS = 7;
  private static final int MAX_HEAD = 64 * 1024;
  private static final int MAX_LINE = 1024;

  private Next next = Next.HEAD;
  private int length; // of the body, or of the chunk

  /** Consumes the next that is whole; false if it is not. */
  boolean step(ByteBuffer in, Listener listener) throws IOException {
    return switch (next) {
      case HEAD -> head(in, listener);
      case BODY -> body(in, listener);
      case SIZE -> size(in);
      case CHUNK -> chunk(in, listener);
      case TRAILER -> trailer(in, listener);
    };
  }

  private boolean head(ByteBuffer in, Listener listener) throws IOException {
    int end = ResponseHead.length(in);
    if (end < 0) {
      if (in.remaining() > MAX_HEAD) {
        throw new IOException("the server sent a head without end");
      }
      return false;
    }
    ResponseHead head = ResponseHead.parse(in.slice(in.position(), end));
    in.position(in.position() + end);
    if (head.isInterim()) {
      return true;
    }
    listener.onHead(head);
    if (head.isBare() || head.bytes() == 0) {
      listener.onEnd();
    } else if (head.bytes() == ResponseHead.CHUNKED) {
      next = Next.SIZE;
    } else {
      length = (int) head.bytes();
      next = Next.BODY;
    }
    return true;
  }

  private boolean body(ByteBuffer in, Listener listener) {
    if (in.remaining() < length) {
      return false;
    }
    ByteBuffer whole = take(in);
    next = Next.HEAD;
    listener.onBody(whole);
    listener.onEnd();
    return true;
  }

  private ByteBuffer take(ByteBuffer in) {
    ByteBuffer taken = in.slice(in.position(), length);
    in.position(in.position() + length);
    return taken;
  }

  private boolean size(ByteBuffer in) throws IOException {
    int end = lineEnd(in);
    if (end < 0) {
      return false;
    }
    int at = in.position();
    int size = 0;
    for (int digit; at < end && (digit = Character.digit(in.get(at), 16)) >= 0; at++) {
      size = 16 * size + digit;
    }
    int digits = at - in.position();
    if (digits == 0 || digits > MAX_SIZE_DIGITS || (at < end && !isExtension(in.get(at)))) {
      throw new IOException("the server sent a chunk without its size");
    }
    in.position(end + 2);
    length = size;
    next = size == 0 ? Next.TRAILER : Next.CHUNK;
    return true;
  }

  /** Whether what follows a size may be anything. */
  private static boolean isExtension(byte first) {
    return first == ';' || first == ' ' || first == '\t';
  }

  private boolean chunk(ByteBuffer in, Listener listener) throws IOException {
    if (in.remaining() < length + 2) {
      return false;
    }
    ByteBuffer piece = take(in);
    if (in.getShort() != 0x0d0a) {
      throw new IOException("the server sent a chunk that is longer than its size");
    }
    next = Next.SIZE;
    listener.onBody(piece);
    return true;
  }

  private boolean trailer(ByteBuffer in, Listener listener) throws IOException {
    int end = lineEnd(in);
    if (end < 0) {
      return false;
    }
    boolean last = end == in.position();
    in.position(end + 2);
    if (last) {
      next = Next.HEAD;
      listener.onEnd();
    }
    return true;
  }

  /** Where the next line ends, or -1 if that has not come. */
  private static int lineEnd(ByteBuffer in) throws IOException {
    for (int at = in.position(); at + 2 <= in.limit(); at++) {
      if (in.get(at) == '\r' && in.get(at + 1) == '\n') {
        return at;
      }
    }
    if (in.remaining() > MAX_LINE) {
      throw new IOException("the server sent a line without end");
    }
    return -1;
  }
}
