package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;

/**
 * One WebSocket of the load: handshake, frames in, frames out once a turn.
 *
 * <p>Owner thread: the loop's. Lifetime: from {@link LoadLoop#open} until {@code Session.onEnded}
 * or {@link #close}.
 */
public final class LoadConnection implements FrameReader.Listener {
  private static final int FIRST_OUT = 512;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final LoadLoop loop;
  private final SocketChannel channel;
  private final Transport transport;
  private final Session session;
  private final FrameReader frames = new FrameReader();
  private final SelectionKey key;

  private ByteBuffer out = NOTHING; // what waits to be written, in front of its position
  private byte[] cut; // what a read has cut off; null if nothing
  private boolean open; // the handshake is done
  private boolean ended;
  private boolean stalled;
  private boolean dirty; // in the loop's list of those with something to write
  private long readNanos;

  LoadConnection(LoadLoop loop, SocketChannel channel, Transport transport, Session session)
      throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.transport = transport;
    this.session = session;
    this.key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
  }

  /** Sends a text message at the end of this turn, with all else that is sent in it. */
  public void send(ByteBuffer text) {
    frame(Framing.TEXT, text);
  }

  private void frame(int opcode, ByteBuffer payload) {
    if (!ended) {
      room(payload.remaining() + Framing.MAX_HEADER);
      Framing.write(out, opcode, payload);
      markDirty();
    }
  }

  private void room(int more) {
    if (out.remaining() < more) {
      int needed = Math.max(FIRST_OUT, Math.max(2 * out.capacity(), out.position() + more));
      out = ByteBuffer.allocateDirect(needed).put(out.flip());
    }
  }

  private void markDirty() {
    if (!dirty) {
      dirty = true;
      loop.dirty(this);
    }
  }

  /** Reads no more, as a page does that hangs. */
  public void stall() {
    stalled = true;
    interest();
  }

  /** Sends what no server minds (an unasked pong); if the connection is gone, that shows it. */
  public void probe() {
    frame(Framing.PONG, NOTHING.duplicate());
  }

  /** When the bytes that are being handled were read, on the clock of {@link System#nanoTime}. */
  public long readNanos() {
    return readNanos;
  }

  /** Whether it can carry messages. */
  public boolean isOpen() {
    return open && !ended;
  }

  /** Ends it from this side, without a word. */
  public void close() {
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

  private void end(Ending ending) {
    if (!ended) {
      close();
      session.onEnded(this, ending);
    }
  }

  /** The socket is ready for something. */
  void onReady() {
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
    end(new Ending(open ? Ending.Kind.LOST : Ending.Kind.TURNED_AWAY, 0, text));
  }

  private static String words(IOException broken) {
    String text = broken.getMessage() == null ? broken.toString() : broken.getMessage();
    Throwable cause = broken.getCause();
    return cause == null ? text : text + " (" + cause.getMessage() + ")";
  }

  private void connect() throws IOException {
    boolean unused = channel.finishConnect();
    ByteBuffer request = loop.upgrade();
    room(request.remaining());
    out.put(request);
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
    if (open || answered(in)) {
      frames.read(in, this);
    }
    if (in.hasRemaining() && !ended) {
      cut = new byte[in.remaining()];
      in.get(cut);
    }
    if (count < 0) {
      lost("the server closed the connection without a word");
    } else if (!open && out.position() > 0) {
      flush(); // TLS is up now, perhaps
    }
  }

  /** Whether the handshake's answer was there, and the server agreed. */
  private boolean answered(ByteBuffer in) {
    int head = Upgrade.headLength(in);
    if (head < 0) {
      return false;
    }
    Ending refusal = Upgrade.judge(in.slice(in.position(), head));
    in.position(in.position() + head);
    if (refusal != null) {
      in.position(in.limit());
      end(refusal);
      return false;
    }
    open = true;
    session.onOpen(this);
    return !ended;
  }

  /** Writes what waits. */
  void flushDirty() {
    dirty = false;
    if (ended) {
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
    if (out.position() == 0 && open && !transport.hasUnsent()) {
      session.onDrained(this);
    }
  }

  private void interest() {
    if (!ended) {
      boolean waits = transport.hasUnsent() || (open && out.position() > 0);
      int wanted = (stalled ? 0 : SelectionKey.OP_READ) | (waits ? SelectionKey.OP_WRITE : 0);
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    }
  }

  @Override
  public void onText(ByteBuffer payload) {
    if (!ended) {
      session.onText(this, payload);
    }
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    if (!ended) {
      session.onBinary(this, payload);
    }
  }

  @Override
  public void onPing(ByteBuffer payload) {
    frame(Framing.PONG, payload);
  }

  @Override
  public void onClose(int code, String reason) {
    end(new Ending(Ending.Kind.CLOSED, code, reason));
  }

  /** A text as it is sent. */
  public static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
