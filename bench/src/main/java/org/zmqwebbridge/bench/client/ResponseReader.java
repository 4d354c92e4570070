package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

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

  private static final Pattern SIZE_LINE = Pattern.compile("[0-9a-fA-F]{1,7}([ \t]*;.*)?");
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
    String line = line(in);
    if (line == null) {
      return false;
    }
    if (!SIZE_LINE.matcher(line).matches()) {
      throw new IOException("the server sent a chunk without its size");
    }
    length = Integer.parseInt(line.split("[ \t;]", 2)[0], 16);
    next = length == 0 ? Next.TRAILER : Next.CHUNK;
    return true;
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
    String line = line(in);
    if (line == null) {
      return false;
    }
    if (line.isEmpty()) {
      next = Next.HEAD;
      listener.onEnd();
    }
    return true;
  }

  /** The next line without its end, or null if that has not come. */
  private static String line(ByteBuffer in) throws IOException {
    int from = in.position();
    for (int at = from; at + 2 <= in.limit(); at++) {
      if (in.getShort(at) == 0x0d0a) {
        in.position(at + 2);
        return ISO_8859_1.decode(in.slice(from, at - from)).toString();
      }
    }
    if (in.remaining() > MAX_LINE) {
      throw new IOException("the server sent a line without end");
    }
    return null;
  }
}
