package org.zmqwebbridge.it.mongrel2;

/** A server that runs, whosever it is. Closing it ends it. */
interface TestServer extends AutoCloseable {
  /** Where clients come in, at loopback. */
  int port();

  /** The handlers of its {@code /h}, a new one each time. */
  JavaHandler handler();

  /** A new connection to it. */
  default Client client() {
    return new Client(port());
  }

  @Override
  void close();
}
