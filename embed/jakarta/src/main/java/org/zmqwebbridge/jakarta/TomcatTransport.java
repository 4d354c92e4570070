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
    boolean clear = isClear();
    while (clear && bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), PIECE_BYTES);
      ByteBuffer piece = bytes.slice(bytes.position(), length);
      bytes.position(bytes.position() + length);
      socket.write(false, piece); // takes all of it
      clear = isClear();
    }
    return clear;
  }

  /** TLS may hold the end of what Tomcat has written already. */
  private boolean isClear() throws IOException {
    if (socket.flush(false)) {
      return false;
    }
    if (channel.getOutboundRemaining() > 0 && !channel.flushOutbound()) {
      return false; // nothing more could be written
    }
    return channel.getOutboundRemaining() == 0;
  }

  @Override
  public void awaitWritable() {
    socket.registerWriteInterest();
  }

  @Override
  public boolean shutdownOutput() {
    if (channel instanceof SecureNioChannel) {
      return false; // TLS has no halves
    }
    SocketChannel plain = channel.getIOChannel();
    try {
      plain.shutdownOutput();
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
