package org.zmqwebbridge.it.fault;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Random;

/**
 * One connection through a {@link FaultProxy}: two channels, and a flow each way.
 *
 * <p>Owner thread: the proxy's.
 */
final class ProxiedConnection {
  private final SocketChannel client;
  private final SocketChannel server;
  private final SelectionKey clientKey;
  private final SelectionKey serverKey;
  private final Flow toServer;
  private final Flow toClient;
  private boolean connected;
  private boolean ended;

  ProxiedConnection(
      Selector selector,
      SocketChannel client,
      SocketChannel server,
      Map<Direction, Conditions> conditions,
      long seed)
      throws IOException {
    this.client = client;
    this.server = server;
    long now = System.nanoTime();
    toServer = new Flow(client, server, conditions.get(Direction.TO_SERVER), new Random(seed), now);
    toClient =
        new Flow(server, client, conditions.get(Direction.TO_CLIENT), new Random(~seed), now);
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    server.setOption(StandardSocketOptions.TCP_NODELAY, true);
    clientKey = client.register(selector, 0, this);
    serverKey = server.register(selector, SelectionKey.OP_CONNECT, this);
  }

  Flow flow(Direction direction) {
    return direction == Direction.TO_SERVER ? toServer : toClient;
  }

  boolean hasEnded() {
    return ended;
  }

  /** One of its channels is ready. */
  void onReady(SelectionKey key, long now) {
    try {
      if (key.isConnectable()) {
        connected = server.finishConnect();
      }
      if (key.isReadable()) {
        (key == clientKey ? toServer : toClient).read(now);
      }
    } catch (IOException broken) {
      end(true); // as it broke on this side, so it does on the other
    }
  }

  /** Lets go what is due; returns when there is more to do, or {@code Long.MAX_VALUE}. */
  long turn(long now) {
    if (ended || !connected) {
      return Long.MAX_VALUE;
    }
    try {
      long next = Math.min(toServer.write(now), toClient.write(now));
      if (toServer.hasStopped() || toClient.hasStopped()) {
        end((toServer.hasStopped() ? toServer : toClient).stopsAbruptly());
      } else if (toServer.isOver() && toClient.isOver()) {
        end(false);
      } else {
        interest(clientKey, toServer, toClient);
        interest(serverKey, toClient, toServer);
      }
      return next;
    } catch (IOException broken) {
      end(true);
      return Long.MAX_VALUE;
    }
  }

  private static void interest(SelectionKey key, Flow out, Flow in) {
    key.interestOps(
        (out.wantsToRead() ? SelectionKey.OP_READ : 0)
            | (in.isBlocked() ? SelectionKey.OP_WRITE : 0));
  }

  /**
   * Ends both sides now.
   *
   * @param abruptly by a reset instead of an end of the stream
   */
  void end(boolean abruptly) {
    ended = true;
    for (SocketChannel channel : new SocketChannel[] {client, server}) {
      try {
        if (abruptly) {
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } else if (channel.isConnected()) {
          channel.shutdownOutput(); // closing alone would reset what has not been read
        }
        channel.close();
      } catch (IOException gone) {
        close(channel);
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException gone) {
      // then it has ended already
    }
  }
}
