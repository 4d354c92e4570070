package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes to and from a server, in the clear or through TLS; never blocks. */
interface Transport {
  /**
   * Reads what is there.
   *
   * @return how many bytes, 0 if none now, or -1 at the end
   */
  int read(ByteBuffer into) throws IOException;

  /** Writes what is taken. */
  void write(ByteBuffer from) throws IOException;

  /** Whether bytes of its own wait until the socket takes more. */
  boolean hasUnsent();

  /** Whether it takes what is to be written, as far as the socket does. */
  boolean isUp();

  /** The socket as it is. */
  record Clear(SocketChannel channel) implements Transport {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return channel.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
      channel.write(from);
    }

    @Override
    public boolean hasUnsent() {
      return false;
    }

    @Override
    public boolean isUp() {
      return true;
    }
  }
}
