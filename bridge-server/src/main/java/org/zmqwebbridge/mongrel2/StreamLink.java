package org.zmqwebbridge.mongrel2;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.PortStreamHandler;

/**
 * A stream of HTTP/2 as a connection with one request: its client is a client as any, with an id of
 * its own, and what is said to it is HTTP/1, as handlers write it.
 *
 * <p>Owner thread: the edge's, one call at a time; what {@link PortConnection} has is for any.
 * Lifetime: the stream's.
 */
final class StreamLink implements PortConnection, PortStreamHandler {
  private final PortStream stream;
  private final boolean isSocket;
  private final StreamChunks chunks; // null: the body is as long as its head says
  private final StreamReply reply;
  private final Client client;

  private StreamLink(PortStream stream, Server server) {
    this.stream = stream;
    this.isSocket = stream.head().asksForWebSocket();
    this.chunks = !isSocket && stream.head().bodyBytes() < 0 ? new StreamChunks() : null;
    this.client = new Client(this, server);
    this.reply = new StreamReply(stream, client);
  }

  /** Has its request answered. */
  static PortStreamHandler open(PortStream stream, Server server) {
    StreamLink link = new StreamLink(stream, server);
    new StreamRequest(server.limits()).begin(stream.head(), link.client);
    return link;
  }

  // In

  @Override
  public void onBytes(ByteBuffer bytes) {
    if (chunks == null) {
      client.onBytes(bytes);
    } else if (give()) {
      chunks.add(bytes);
      boolean unused = give();
    }
  }

  /** Gives what waits; returns whether nothing is left. */
  private boolean give() {
    client.onBytes(chunks.unread());
    return !chunks.unread().hasRemaining();
  }

  @Override
  public void onEnd() {
    if (isSocket) {
      end(); // as of a connection whose client has closed its half
    } else if (chunks != null) {
      chunks.end();
      boolean unused = give();
    }
  }

  @Override
  public void onResumed() {
    client.onResumed();
    if (chunks != null) {
      boolean unused = give();
    }
  }

  @Override
  public void onDrained() {
    client.onDrained();
  }

  @Override
  public void onTick(long nanoTime) {
    client.onTick(nanoTime);
  }

  @Override
  public void onGone() {
    if (reply.isWhole()) {
      client.answered();
    }
    client.onGone();
  }

  @Override
  public Occupant occupant() {
    return client.occupant();
  }

  // What is asked of a connection

  @Override
  public long id() {
    return stream.id();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return stream.remoteAddress();
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public Optional<byte[]> certificate() {
    return stream.certificate();
  }

  @Override
  public void pause() {
    stream.pause();
  }

  @Override
  public void resume() {
    stream.resume();
  }

  @Override
  public void send(byte[] bytes) {
    reply.add(bytes);
  }

  @Override
  public boolean isDrained() {
    return stream.isDrained();
  }

  @Override
  public void tellDrained(boolean isWanted) {
    stream.tellDrained(isWanted);
  }

  @Override
  public void end() {
    reply.end();
  }

  @Override
  public void abort() {
    stream.abort();
  }
}
