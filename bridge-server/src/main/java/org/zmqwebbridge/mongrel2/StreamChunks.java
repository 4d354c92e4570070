package org.zmqwebbridge.mongrel2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A body of HTTP/2 whose length nobody has said, as HTTP/1 has such ones: in chunks. So all that
 * read bodies read this one too.
 *
 * <p>Owner thread: the one that reads.
 */
final class StreamChunks {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST = "0\r\n\r\n".getBytes(US_ASCII);

  private ByteBuffer unread = ByteBuffer.allocate(0);

  /** What is still to be read. */
  ByteBuffer unread() {
    return unread;
  }

  /** More of the body; all before has been read. */
  void add(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      byte[] size = (Integer.toHexString(bytes.remaining()) + "\r\n").getBytes(US_ASCII);
      ByteBuffer chunk = ByteBuffer.allocate(size.length + bytes.remaining() + LINE_END.length);
      unread = chunk.put(size).put(bytes).put(LINE_END).flip();
    }
  }

  /** There is no more; something may still be unread. */
  void end() {
    ByteBuffer all = ByteBuffer.allocate(unread.remaining() + LAST.length);
    unread = all.put(unread).put(LAST).flip();
  }
}
