package org.zmqwebbridge.it.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.zmqwebbridge.channel.redis.RedisServer;

/** Answers whatever comes with the same, or not at all. */
final class FakeRedis implements AutoCloseable {
  private final ServerSocket listener;
  private final byte[] answer;

  FakeRedis(String answer) {
    this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  RedisServer server() {
    return RedisServer.at("127.0.0.1", listener.getLocalPort());
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fake-redis");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        start(() -> answer(socket));
      }
    } catch (IOException closed) {
      // it is over
    }
  }

  private void answer(Socket socket) {
    byte[] some = new byte[64 << 10];
    try (socket) {
      InputStream in = socket.getInputStream();
      while (in.read(some) >= 0) {
        socket.getOutputStream().write(answer);
      }
    } catch (IOException ended) {
      // it has left
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
