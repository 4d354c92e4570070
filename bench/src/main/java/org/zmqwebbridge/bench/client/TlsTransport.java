package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * TLS over a non-blocking socket. The buffers for records are shared by all connections of a loop;
 * a connection keeps only what is cut or unsent.
 *
 * <p>Owner thread: the loop's. Lifetime: one connection's.
 */
final class TlsTransport implements Transport {
  /** What the connections of one loop share: a record in, a record out. */
  record Scratch(ByteBuffer in, ByteBuffer out) {
    private static final int RECORD = 17 * 1024;

    static Scratch allocate() {
      return new Scratch(ByteBuffer.allocateDirect(4 * RECORD), ByteBuffer.allocateDirect(RECORD));
    }
  }

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final Scratch scratch;
  private byte[] cut; // the beginning of a record; null if none
  private ByteBuffer unsent; // the rest of a record that the socket did not take; null if none

  TlsTransport(SocketChannel channel, SSLEngine engine, Scratch scratch) throws IOException {
    this.channel = channel;
    this.engine = engine;
    this.scratch = scratch;
    engine.beginHandshake();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int before = into.position();
    ByteBuffer in = scratch.in.clear();
    if (cut != null) {
      in.put(cut);
      cut = null;
    }
    int count = channel.read(in);
    in.flip();
    boolean ended = unwrap(in, into);
    if (in.hasRemaining()) {
      cut = new byte[in.remaining()];
      in.get(cut);
    }
    int read = into.position() - before;
    return read == 0 && (count < 0 || ended) ? -1 : read;
  }

  /** Decrypts whole records while there is room for one; says whether the server has ended. */
  private boolean unwrap(ByteBuffer in, ByteBuffer into) throws IOException {
    while (true) {
      SSLEngineResult result = engine.unwrap(in, into);
      boolean handshake = goOn();
      if (result.getStatus() == Status.CLOSED) {
        return true;
      }
      boolean stuck = result.bytesConsumed() == 0 && unsent != null;
      if (result.getStatus() != Status.OK || stuck || (!in.hasRemaining() && !handshake)) {
        return false;
      }
    }
  }

  /** Does what the handshake asks for; says whether it wants to unwrap more. */
  private boolean goOn() throws IOException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
          task.run();
        }
      } else if (status == HandshakeStatus.NEED_WRAP && unsent == null) {
        wrap(ByteBuffer.allocate(0));
      } else {
        return status == HandshakeStatus.NEED_UNWRAP_AGAIN;
      }
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (unsent != null && !flush()) {
      return;
    }
    boolean unused = goOn();
    while (unsent == null
        && from.hasRemaining()
        && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
      wrap(from);
    }
  }

  private boolean flush() throws IOException {
    channel.write(unsent);
    if (unsent.hasRemaining()) {
      return false;
    }
    unsent = null;
    return true;
  }

  private void wrap(ByteBuffer from) throws IOException {
    ByteBuffer out = scratch.out.clear();
    if (engine.wrap(from, out).getStatus() == Status.CLOSED) {
      throw new IOException("the server has ended TLS");
    }
    out.flip();
    channel.write(out);
    if (out.hasRemaining()) {
      unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
    }
  }

  @Override
  public boolean hasUnsent() {
    return unsent != null;
  }

  @Override
  public boolean isUp() {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }
}
