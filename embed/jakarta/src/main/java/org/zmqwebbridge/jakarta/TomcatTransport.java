package org.zmqwebbridge.jakarta;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.zmqwebbridge.edge.GuestTransport;

/**
 * The bytes of a connection of Tomcat's NIO connector. What Tomcat cannot write at once it keeps,
 * as much as it is given; so it is given little at a time.
 *
 * <p>Owner thread: as {@link GuestTransport}.
 */
final class TomcatTransport implements GuestTransport {
  private static final int PIECE_BYTES = 16 * 1024;

  private final SocketWrapperBase<?> socket;
  private final NioChannel channel;

  TomcatTransport(SocketWrapperBase<?> socket, NioChannel channel) {
    this.socket = socket;
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      return socket.read(false, into);
    } catch (EOFException end) {
      return -1;
    }
  }

  /** Its buffers, and TLS, may hold what its selector knows nothing of. */
  @Override
  public boolean isReadable() throws IOException {
    return socket.isReadyForRead();
  }

  @Override
  public void awaitReadable() {
    socket.registerReadInterest();
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    boolean clear = !socket.flush(false);
    while (clear && bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), PIECE_BYTES);
      ByteBuffer piece = bytes.slice(bytes.position(), length);
      bytes.position(bytes.position() + length);
      socket.write(false, piece); // takes all of it
      clear = !socket.flush(false);
    }
    return clear;
  }

  @Override
  public void awaitWritable() {
    socket.registerWriteInterest();
  }

  @Override
  public void shutdownOutput() {
    if (channel instanceof SecureNioChannel) {
      socket.close(); // TLS has no halves
      return;
    }
    SocketChannel plain = channel.getIOChannel();
    try {
      plain.shutdownOutput();
    } catch (IOException gone) {
      socket.close();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
