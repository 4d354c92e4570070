package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.zmq.wire.BrokenPeerException;
import org.zmqwebbridge.zmq.wire.Greeting;
import org.zmqwebbridge.zmq.wire.PeerCommand;
import org.zmqwebbridge.zmq.wire.PeerFrameReader;
import org.zmqwebbridge.zmq.wire.WholeMessage;
import org.zmqwebbridge.zmq.wire.ZmtpVersion;

/**
 * One connection of a {@link DirectSocket}: its handshake, its frames both ways, and whether its
 * peer is still there.
 *
 * <p>Owner thread: the loop's. Lifetime: from its acceptance until {@link #close}.
 */
final class DirectPeer implements WatchedChannel, PeerFrameReader.Listener {
  private static final int TTL_DECISECONDS = 150;
  private static final int MAX_NAME = 255;

  private final DirectSocket socket;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Greeting greeting;
  private final Pulse pulse;
  private final PeerOutput output;
  private final List<byte[]> frames = new ArrayList<>(1); // of a message that is not whole
  private long framesBytes;
  private PeerFrameReader reader; // null until it has greeted
  private byte[] name; // null until it has shaken hands
  private boolean hasSpoken; // by a message
  private boolean isClosed;
  private long endsBy; // where it is ending
  private boolean isEnding;

  DirectPeer(DirectSocket socket, SocketChannel channel, OpenSockets sockets, long now)
      throws IOException {
    this.socket = socket;
    this.channel = channel;
    this.pulse = new Pulse(now);
    this.greeting = new Greeting(socket.options().type());
    this.key = sockets.watch(channel, SelectionKey.OP_READ, this);
    this.output = new PeerOutput(socket, channel, key, greeting, pulse);
  }

  /** Greets. */
  void begin() {
    output.say(Greeting.signature());
  }

  boolean isPresent() {
    return name != null;
  }

  /** By which it is known; without bytes: by none. */
  byte[] name() {
    return name;
  }

  /** From now on it is known by this. */
  void rename(byte[] given) {
    name = given;
  }

  /** Whether a message has come from it. */
  boolean hasSpoken() {
    return hasSpoken;
  }

  Pulse pulse() {
    return pulse;
  }

  // Out

  /** Whether nothing can be sent to it any more. */
  boolean isLost() {
    return isClosed || isEnding || output.isBroken();
  }

  /** What goes to it. */
  PeerOutput output() {
    return output;
  }

  /** Writes what the transport takes of what waits. */
  void flush() {
    output.flush();
    endIfDone();
  }

  private void endIfDone() {
    if (isEnding && (output.isEmpty() || output.isBroken())) {
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
      output.onWritable();
      endIfDone();
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
      pulse.hear(socket.now());
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
      output.say(greeting.read(bytes));
      if (greeting.version() == null) {
        return;
      }
      reader = new PeerFrameReader(greeting.version(), socket.maxCutBytes());
      if (greeting.version() == ZmtpVersion.THREE) {
        output.command(PeerCommand.ready(socket.options().type()));
      }
    }
    reader.read(bytes, this);
  }

  @Override
  public void onFrame(byte[] body, boolean more) throws BrokenPeerException {
    if (!isPresent()) {
      if (greeting.version() == ZmtpVersion.THREE) {
        throw new BrokenPeerException("a message before the handshake");
      }
      enter(body);
      return;
    }
    frames.add(body);
    framesBytes += body.length;
    if (!more) {
      onMessage();
    } else if (frames.size() == IncomingFrames.MAX_FRAMES) {
      socket.onTooManyFrames();
      throw new BrokenPeerException("a message of too many frames");
    }
  }

  private void onMessage() {
    hasSpoken = true;
    try {
      socket.onMessage(this, frames);
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
    if (isPresent()) {
      frames.add(begin);
      socket.onTooLarge(this, frames);
    }
    throw new BrokenPeerException("a message that is too long");
  }

  @Override
  public void onCommand(byte[] body) throws BrokenPeerException {
    PeerCommand command = PeerCommand.read(body);
    switch (command.name()) {
      case PeerCommand.READY -> {
        if (isPresent() || !socket.options().type().takes(command.socketType())) {
          throw new BrokenPeerException("a socket of a type that cannot be connected here");
        }
        enter(command.identity());
      }
      case PeerCommand.PING -> answer(command);
      case PeerCommand.ERROR -> throw new BrokenPeerException("it says that it ends");
      default -> {} // answers to pings, and what later versions may bring
    }
  }

  /** Who reads no answers gets none, after so many. */
  private void answer(PeerCommand ping) {
    if (output.hasRoom()) {
      output.command(ping.pong());
    }
  }

  private void enter(byte[] calledSo) throws BrokenPeerException {
    if (calledSo.length > MAX_NAME || (calledSo.length > 0 && calledSo[0] == 0)) {
      throw new BrokenPeerException("a name that is too long, or begins as those that are given");
    }
    name = calledSo;
    socket.onPresent(this);
  }

  /** Says what is subscribed to: as a message, which all versions understand but the first. */
  void subscribe(byte[] prefix) {
    if (greeting.version() != ZmtpVersion.ONE) { // there subscribers choose
      byte[] message = new byte[1 + prefix.length];
      message[0] = 1;
      System.arraycopy(prefix, 0, message, 1, prefix.length);
      output.say(WholeMessage.write(greeting.version(), new byte[][] {message}, 0));
    }
  }

  // The end

  /** To be called now and then. */
  void onTick(long now) {
    if (isEnding) {
      if (now - endsBy >= 0) {
        close();
      }
    } else if (!isPresent()) {
      if (pulse.isSilent(now, TimeUnit.MILLISECONDS.toNanos(socket.options().handshakeMillis()))) {
        close();
      }
    } else if (socket.endsWhoIsStuck() && !output.isEmpty() && pulse.isStuck(now)) {
      close();
    } else {
      lookAfter(now);
    }
  }

  private void lookAfter(long now) {
    boolean mayAnswer = greeting.version() == ZmtpVersion.THREE && output.isEmpty();
    switch (pulse.due(now, mayAnswer)) {
      case PING -> output.command(PeerCommand.ping(TTL_DECISECONDS));
      case END -> close();
      case NOTHING -> {}
    }
  }

  /** Ends when what waits has been sent, or after so long. */
  void end(long now, int millis) {
    isEnding = true;
    endsBy = now + TimeUnit.MILLISECONDS.toNanos(millis);
    flush();
    if (millis == 0) {
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
