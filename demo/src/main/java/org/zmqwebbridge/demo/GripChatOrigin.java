package org.zmqwebbridge.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import org.zmqwebbridge.demo.service.Appliance;

/**
 * The chat's origin, as something whose plug can be pulled: it comes back on the same port.
 *
 * <p>Owner thread: any; its methods wait for one another. Lifetime: the demo's.
 */
final class GripChatOrigin implements Appliance {
  private final int port;
  private final GripChat chat;
  private HttpServer server; // null while it is off

  /**
   * @param port on loopback
   * @param publish where it publishes
   */
  GripChatOrigin(int port, URI publish) {
    this.port = port;
    this.chat = new GripChat(publish, HttpClient.newHttpClient());
  }

  @Override
  public String name() {
    return "talk";
  }

  @Override
  public String kind() {
    return "origin";
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String does() {
    return "a chat that holds no WebSocket";
  }

  @Override
  public synchronized boolean isOn() {
    return server != null;
  }

  @Override
  public synchronized void plugIn() {
    if (server != null) {
      return;
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException taken) {
      throw new UncheckedIOException("the chat's origin does not start at " + address(), taken);
    }
    server.createContext("/", chat);
    server.start();
  }

  @Override
  public synchronized void pull() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }
}
