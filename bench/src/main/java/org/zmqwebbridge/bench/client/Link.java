package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;

/**
 * One TCP connection of the load, in the clear or through TLS: bytes in as they come, bytes out
 * once a turn. What they mean is the subclasses'.
 *
 * <p>Owner thread: the loop's. Lifetime: from {@link LoadLoop#open} until it has ended, by either
 * side.
 */
public abstract class Link {
  private static final int FIRST_OUT = 512;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final LoadLoop loop;
  private final SocketChannel channel;
  private final Transport transport;
  private final Ending.Kind early;
  private final SelectionKey key;

  private ByteBuffer out = NOTHING; // what waits to be written, in front of its position
  private byte[] cut; // what a read has cut off; null if nothing
  private boolean answered; // the server has said something
  private boolean ended;
  private boolean stalled;
  private boolean dirty; // in the loop's list of those with something to write
  private long readNanos;

  /**
   * A link that is not connected.
   *
   * @param early how it has ended if TCP came up, and was closed before the server answered
   */
  Link(LoadLoop loop, SocketChannel channel, Transport transport, Ending.Kind early)
      throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.transport = transport;
    this.early = early;
    this.key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
  }

  /** TCP is up; what is written now leaves at once. */
  abstract void onConnected();

  /** Bytes are there; what is whole is consumed, and the rest comes again with what follows it. */
  abstract void onBytes(ByteBuffer in) throws IOException;

  /** All that was written has left; at most once a turn. */
  void onDrained() {}

  /** It is over, and not by this side's wish. */
  abstract void onEnded(Ending ending);

  final LoadLoop loop() {
    return loop;
  }

  /** Room for so many bytes, to be written at the end of this turn. */
  final ByteBuffer room(int more) {
    if (out.remaining() < more) {
      int needed = Math.max(FIRST_OUT, Math.max(2 * out.capacity(), out.position() + more));
      out = ByteBuffer.allocateDirect(needed).put(out.flip());
    }
    if (!dirty) {
      dirty = true;
      loop.dirty(this);
    }
    return out;
  }

  /** Reads no more, as a page does that hangs. */
  public final void stall() {
    stalled = true;
    interest();
  }

  /** When the bytes that are being handled were read, on the clock of {@link System#nanoTime}. */
  public final long readNanos() {
    return readNanos;
  }

  /** The server has answered. */
  final void markAnswered() {
    answered = true;
  }

  /** Whether the server has answered. */
  public final boolean isAnswered() {
    return answered;
  }

  /** Whether it is over. */
  public final boolean isEnded() {
    return ended;
  }

  /** Ends it from this side, without a word. */
  public final void close() {
    if (!ended) {
      ended = true;
      key.cancel();
      try {
        channel.close();
      } catch (IOException unimportant) {
        // It is gone either way.
      }
    }
  }

  final void end(Ending ending) {
    if (!ended) {
      close();
      onEnded(ending);
    }
  }

  /** The socket is ready for something. */
  final void onReady() {
    if (ended) {
      return; // by what happened to another in this turn
    }
    try {
      if (key.isConnectable()) {
        connect();
      }
      if (!ended && key.isReadable()) {
        read();
      }
      if (!ended && (key.isWritable() || transport.hasUnsent())) {
        flush();
      }
    } catch (IOException broken) {
      lost(broken);
    }
  }

  private void lost(IOException broken) {
    if (broken instanceof SSLException || channel.isConnectionPending()) {
      end(new Ending(Ending.Kind.LOST, 0, words(broken)));
    } else {
      lost(words(broken));
    }
  }

  /** It had been there. */
  private void lost(String text) {
    end(new Ending(answered ? Ending.Kind.LOST : early, 0, text));
  }

  private static String words(IOException broken) {
    String text = broken.getMessage() == null ? broken.toString() : broken.getMessage();
    Throwable cause = broken.getCause();
    return cause == null ? text : text + " (" + cause.getMessage() + ")";
  }

  private void connect() throws IOException {
    boolean unused = channel.finishConnect();
    onConnected();
    flush();
  }

  private void read() throws IOException {
    ByteBuffer in = loop.input(cut == null ? 0 : cut.length);
    if (cut != null) {
      in.put(cut);
      cut = null;
    }
    int count = transport.read(in);
    readNanos = System.nanoTime();
    in.flip();
    onBytes(in);
    if (in.hasRemaining() && !ended) {
      cut = new byte[in.remaining()];
      in.get(cut);
    }
    if (count < 0) {
      lost("the server closed the connection without a word");
    } else if (!answered && out.position() > 0 && !ended) {
      flush(); // TLS is up now, perhaps
    }
  }

  /** Writes what waits. */
  final void flushDirty() {
    dirty = false;
    if (ended || channel.isConnectionPending()) {
      return;
    }
    try {
      flush();
    } catch (IOException broken) {
      lost(broken);
    }
  }

  private void flush() throws IOException {
    transport.write(out.flip());
    out.compact();
    interest();
    if (out.position() == 0 && !transport.hasUnsent()) {
      onDrained();
    }
  }

  private void interest() {
    if (!ended) {
      boolean waits = transport.hasUnsent() || (transport.isUp() && out.position() > 0);
      int wanted = (stalled ? 0 : SelectionKey.OP_READ) | (waits ? SelectionKey.OP_WRITE : 0);
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    }
  }
}
