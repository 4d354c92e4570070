package org.zmqwebbridge.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;

/** How a page's bytes travel; what is about the wire is tested on both. */
public enum Wire {
  CLEAR {
    @Override
    BridgeBuilder configure(BridgeBuilder builder) {
      return builder;
    }

    @Override
    Socket secure(Socket socket) {
      return socket;
    }
  },
  TLS {
    @Override
    BridgeBuilder configure(BridgeBuilder builder) {
      return builder.tls(Certificate.shared().pem(), Certificate.shared().key());
    }

    @Override
    Socket secure(Socket socket) throws IOException {
      SSLSocket secure =
          (SSLSocket) Certificate.shared().client().createSocket(socket, "localhost", 0, true);
      secure.startHandshake();
      return secure;
    }
  };

  abstract BridgeBuilder configure(BridgeBuilder builder);

  abstract Socket secure(Socket socket) throws IOException;

  /** A TCP connection to a bridge on this machine, with TLS where the wire has it. */
  Socket connect(int port, int receiveBufferBytes) throws IOException {
    return secure(tcp(port, receiveBufferBytes));
  }

  /**
   * A TCP connection, nothing said on it yet.
   *
   * @param receiveBufferBytes how much the kernel takes for a client that does not read; 0: its
   *     default
   */
  static Socket tcp(int port, int receiveBufferBytes) throws IOException {
    Socket socket = new Socket();
    if (receiveBufferBytes > 0) {
      socket.setReceiveBufferSize(receiveBufferBytes);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Await.DEADLINE_MILLIS);
    return socket;
  }
}
