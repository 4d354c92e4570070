package org.zmqwebbridge.zmq;

import java.util.Objects;
import org.zeromq.ZMQ;

/** PLAIN towards a service. */
final class PlainClient extends Security {
  private final String username;
  private final String password;

  PlainClient(String username, String password) {
    this.username = PlainServer.checked(username, "username");
    this.password = PlainServer.checked(password, "password");
  }

  @Override
  public boolean isForBinding() {
    return false;
  }

  @Override
  void secure(ZMQ.Socket socket) {
    socket.setPlainUsername(username);
    socket.setPlainPassword(password);
  }

  @Override
  int handshakeCommands() {
    return 2; // WELCOME and READY
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlainClient that
        && username.equals(that.username)
        && password.equals(that.password);
  }

  @Override
  public int hashCode() {
    return Objects.hash(username, password);
  }

  @Override
  public String toString() {
    return "PLAIN as " + username;
  }
}
