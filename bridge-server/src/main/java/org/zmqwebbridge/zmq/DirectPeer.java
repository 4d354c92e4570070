package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.zmq.wire.BrokenPeerException;
import org.zmqwebbridge.zmq.wire.FrameHead;
import org.zmqwebbridge.zmq.wire.Greeting;
import org.zmqwebbridge.zmq.wire.PeerCommand;
import org.zmqwebbridge.zmq.wire.PeerFrameReader;
import org.zmqwebbridge.zmq.wire.ZmtpVersion;

/**
 * One connection of a {@link DirectSocket}: its handshake, its frames both ways, and whether its
 * peer is still there.
 *
 * <p>Owner thread: the loop's. Lifetime: from its acceptance until {@link #close}.
 */
final class DirectPeer implements WatchedChannel, PeerFrameReader.Listener {
  private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PONG_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final int TTL_DECISECONDS = 150;

  private final DirectSocket socket;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Greeting greeting;
  private final UnsentPieces unsent = new UnsentPieces();
  private final List<byte[]> frames = new ArrayList<>(1); // of a message that is not whole
  private long framesBytes;
  private PeerFrameReader reader; // null until it has greeted
  private boolean isBlocked; // the transport takes no more
  private boolean isPresent; // it has shaken hands
  private boolean isClosed;
  private long since; // it came; then of its last word
  private long endsBy; // where it is ending
  private boolean isPinged;
  private boolean isEnding;

  DirectPeer(DirectSocket socket, SocketChannel channel, OpenSockets sockets, long now)
      throws IOException {
    this.socket = socket;
    this.channel = channel;
    this.since = now;
    this.greeting = new Greeting(socket.options().type());
    this.key = sockets.watch(channel, SelectionKey.OP_READ, this);
  }

  /** Greets. */
  void begin() {
    say(Greeting.signature());
  }

  boolean isPresent() {
    return isPresent;
  }

  // Out

  private void say(byte[] bytes) {
    if (bytes.length > 0) {
      unsent.add(bytes);
      flush();
    }
  }

  private void command(byte[] body) {
    unsent.add(FrameHead.command(body.length));
    say(body);
  }

  /** Whether it takes a message now; then it has been queued, and goes with {@link #flush}. */
  boolean take(byte[] message) {
    if (unsent.isFull()) {
      flush();
      if (unsent.isFull()) {
        return false;
      }
    }
    unsent.add(FrameHead.message(greeting.version(), message.length));
    unsent.add(message);
    return true;
  }

  boolean hasRoom() {
    return !unsent.isFull();
  }

  /** Writes what the transport takes of what waits. */
  void flush() {
    if (isClosed || unsent.isEmpty()) {
      return;
    }
    try {
      boolean isWhole = unsent.write(channel, socket.scratch());
      if (isWhole == isBlocked) {
        isBlocked = !isWhole;
        key.interestOps(
            isBlocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      }
      if (isWhole && isEnding) {
        close();
      }
    } catch (IOException gone) {
      close();
    }
  }

  // In

  @Override
  public void onReady() {
    if (isClosed || !key.isValid()) {
      return;
    }
    if (key.isWritable()) {
      flush();
    }
    if (!isClosed && key.isReadable()) {
      read();
    }
  }

  private void read() {
    ByteBuffer input = socket.input();
    try {
      int count = channel.read(input.clear());
      if (count < 0) {
        close();
        return;
      }
      since = socket.now();
      isPinged = false;
      onBytes(input.flip());
      socket.onBatchEnd();
    } catch (IOException gone) {
      close();
    } catch (BrokenPeerException broken) {
      socket.onBroken(broken);
      socket.onBatchEnd();
      close();
    }
  }

  private void onBytes(ByteBuffer bytes) throws BrokenPeerException {
    if (reader == null) {
      say(greeting.read(bytes));
      if (greeting.version() == null) {
        return;
      }
      reader = new PeerFrameReader(greeting.version(), socket.maxCutBytes());
      if (greeting.version() == ZmtpVersion.THREE) {
        command(PeerCommand.ready(socket.options().type()));
      }
    }
    reader.read(bytes, this);
  }

  @Override
  public void onFrame(byte[] body, boolean more) throws BrokenPeerException {
    if (!isPresent) {
      if (greeting.version() == ZmtpVersion.THREE) {
        throw new BrokenPeerException("a message before the handshake");
      }
      enter(); // that was its identity
      return;
    }
    frames.add(body);
    framesBytes += body.length;
    if (!more) {
      onMessage();
    } else if (frames.size() == IncomingFrames.MAX_FRAMES) {
      throw new BrokenPeerException("a message of too many frames");
    }
  }

  private void onMessage() {
    try {
      socket.onMessage(frames);
    } finally {
      frames.clear();
      framesBytes = 0;
    }
  }

  /** What the message may still have. */
  @Override
  public long maxBytes() {
    return socket.options().maxMessageBytes() - framesBytes;
  }

  @Override
  public void onTooLong(byte[] begin) throws BrokenPeerException {
    if (isPresent) {
      frames.add(begin);
      socket.onTooLarge(frames);
    }
    throw new BrokenPeerException("a message that is too long");
  }

  @Override
  public void onCommand(byte[] body) throws BrokenPeerException {
    PeerCommand command = PeerCommand.read(body);
    switch (command.name()) {
      case PeerCommand.READY -> {
        if (isPresent || !socket.options().type().takes(command.socketType())) {
          throw new BrokenPeerException("a socket of a type that cannot be connected here");
        }
        enter();
      }
      case PeerCommand.PING -> command(command.pong());
      case PeerCommand.ERROR -> throw new BrokenPeerException("it says that it ends");
      default -> {} // answers to pings, and what later versions may bring
    }
  }

  private void enter() {
    isPresent = true;
    socket.onPresent(this);
  }

  /** Says what is subscribed to: as a message, which all versions understand but the first. */
  void subscribe(byte[] prefix) {
    if (greeting.version() != ZmtpVersion.ONE) { // there subscribers choose
      byte[] message = new byte[1 + prefix.length];
      message[0] = 1;
      System.arraycopy(prefix, 0, message, 1, prefix.length);
      unsent.add(FrameHead.message(greeting.version(), message.length));
      say(message);
    }
  }

  // The end

  /** To be called now and then. */
  void onTick(long now) {
    long silent = now - since;
    if (isEnding) {
      if (now - endsBy >= 0) {
        close();
      }
    } else if (!isPresent) {
      if (silent >= TimeUnit.MILLISECONDS.toNanos(socket.options().handshakeMillis())) {
        close();
      }
    } else if (isPinged && silent >= PING_NANOS + PONG_NANOS) {
      close();
    } else if (!isPinged && silent >= PING_NANOS && mayBePinged()) {
      isPinged = true;
      since = now - PING_NANOS;
      command(PeerCommand.ping(TTL_DECISECONDS));
    }
  }

  /** Whether it would answer, and not behind what it has not taken yet. */
  private boolean mayBePinged() {
    return greeting.version() == ZmtpVersion.THREE && unsent.isEmpty();
  }

  /** Ends when what waits has been sent, or after so long. */
  void end(long now, int millis) {
    isEnding = true;
    endsBy = now + TimeUnit.MILLISECONDS.toNanos(millis);
    flush();
    if (unsent.isEmpty() || millis == 0) {
      close();
    }
  }

  /** Ends at once. */
  void close() {
    if (!isClosed) {
      isClosed = true;
      key.cancel();
      try {
        channel.close();
      } catch (IOException already) {
        // it is gone either way
      }
      socket.onGone(this);
    }
  }
}
