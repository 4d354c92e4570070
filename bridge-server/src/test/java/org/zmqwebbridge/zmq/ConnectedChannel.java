package org.zmqwebbridge.zmq;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;

/**
 * A channel that says it is connected, and costs no descriptor: for tests of what counts channels.
 *
 * <p>Owner thread: the test's. Lifetime: until it is closed.
 */
final class ConnectedChannel extends SocketChannel {
  private final int port;

  /**
   * @param port the peer's, at loopback
   */
  ConnectedChannel(int port) {
    super(null);
    this.port = port;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public boolean isConnected() {
    return isOpen();
  }

  @Override
  public SocketChannel shutdownInput() {
    return this;
  }

  @Override
  protected void implCloseSelectableChannel() {
    // nothing is held
  }

  @Override
  protected void implConfigureBlocking(boolean block) {
    // nothing to configure
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("nothing crosses this channel");
  }

  @Override
  public SocketChannel bind(SocketAddress local) {
    throw unused();
  }

  @Override
  public <T> SocketChannel setOption(SocketOption<T> name, T value) {
    throw unused();
  }

  @Override
  public <T> T getOption(SocketOption<T> name) {
    throw unused();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  @Override
  public SocketChannel shutdownOutput() {
    throw unused();
  }

  @Override
  public Socket socket() {
    throw unused();
  }

  @Override
  public boolean isConnectionPending() {
    return false;
  }

  @Override
  public boolean connect(SocketAddress remote) {
    throw unused();
  }

  @Override
  public boolean finishConnect() {
    throw unused();
  }

  @Override
  public SocketAddress getLocalAddress() {
    throw unused();
  }

  @Override
  public int read(ByteBuffer to) {
    throw unused();
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) {
    throw unused();
  }

  @Override
  public int write(ByteBuffer from) {
    throw unused();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw unused();
  }
}
