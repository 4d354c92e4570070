package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens JeroMQ's network channels and remembers them, so that they can be closed when the thread
 * that should do it is no longer there: an address stays taken as long as somebody listens on it.
 *
 * <p>Owner thread: any.
 */
final class Channels extends SelectorProvider {
  private static final Logger log = LoggerFactory.getLogger(Channels.class);

  private final SelectorProvider system = SelectorProvider.provider();
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  /** Remembers one that somebody else has opened. */
  <C extends Channel> C remember(C channel) {
    open.add(channel);
    return channel;
  }

  /** Forgets those that are closed; to be called now and then. */
  void forgetClosed() {
    open.removeIf(channel -> !channel.isOpen());
  }

  /** Closes all; their selector lets go of them when it is used next. */
  void closeAll() {
    for (Channel channel : open) {
      try {
        channel.close();
      } catch (IOException e) {
        log.debug("closing {} failed", channel, e);
      }
    }
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return remember(system.openServerSocketChannel());
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    return remember(system.openSocketChannel());
  }

  @Override
  public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
    return remember(system.openServerSocketChannel(family));
  }

  @Override
  public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
    return remember(system.openSocketChannel(family));
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return system.openDatagramChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return system.openDatagramChannel(family);
  }

  @Override
  public Pipe openPipe() throws IOException {
    return system.openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return system.openSelector();
  }
}
