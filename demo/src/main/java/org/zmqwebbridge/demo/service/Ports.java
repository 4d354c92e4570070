package org.zmqwebbridge.demo.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds free ports on loopback. Owner thread: any; no state. */
public final class Ports {
  private Ports() {}

  /** ZeroMQ addresses on loopback that nobody uses now, all different. */
  public static List<String> freeAddresses(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(socket -> "tcp://127.0.0.1:" + socket.getLocalPort()).toList();
    } catch (IOException none) {
      throw new UncheckedIOException("no free port on 127.0.0.1", none);
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      throw new UncheckedIOException("a port on 127.0.0.1 cannot be released", ignored);
    }
  }
}
