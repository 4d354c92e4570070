package org.zmqwebbridge.demo.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds free ports on loopback, below those that systems give to outgoing connections: nobody else
 * is given one between its search and its use.
 *
 * <p>Owner thread: any. Each is another one than before, as long as there are: those that were
 * found may not be in use yet.
 */
public final class Ports {
  private static final int FIRST = 25_000;
  private static final int END = 32_000;
  private static final int MOST_TRIES = END - FIRST; // each of them once
  private static final AtomicInteger next =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

  private Ports() {}

  /** ZeroMQ addresses on loopback that nobody uses now, all different. */
  public static List<String> freeAddresses(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int tries = 0; held.size() < count; tries++) {
        hold(held, tries);
      }
      return held.stream().map(socket -> "tcp://127.0.0.1:" + socket.getLocalPort()).toList();
    } finally {
      held.forEach(Ports::close);
    }
  }

  /** A port on loopback that nobody uses now. */
  public static int free() {
    return of(freeAddresses(1).get(0));
  }

  /** The port of an address, for example 41234 of {@code tcp://127.0.0.1:41234}. */
  public static int of(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static void hold(List<ServerSocket> held, int tries) {
    int port = FIRST + Math.floorMod(next.getAndIncrement(), END - FIRST);
    try {
      held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException taken) {
      if (tries >= MOST_TRIES) {
        throw new UncheckedIOException(
            "no free port on 127.0.0.1 from " + FIRST + " to " + END, taken);
      }
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
