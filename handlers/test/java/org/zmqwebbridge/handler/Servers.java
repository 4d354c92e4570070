package org.zmqwebbridge.handler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.mongrel2.config.HandlerProtocol;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * Two servers: one puts uploads into files, the other sends them in parts.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
final class Servers implements AutoCloseable {
  private static final String FILES = "f11e0000-aaaa-4aaa-8aaa-000000000001";
  private static final String PARTS = "9a475000-aaaa-4aaa-8aaa-000000000002";

  final Pair json;
  final Pair tnetstring;
  final Pair async;
  final Pair parts;
  private final Bridge files;
  private final Bridge stream;

  /** The two addresses of one kind of handlers. */
  record Pair(String sendSpec, String recvSpec) {}

  Servers(Path uploads) {
    List<Pair> free = freePairs();
    json = free.get(0);
    tnetstring = free.get(1);
    async = free.get(2);
    parts = free.get(3);
    files =
        bridge(
            FILES,
            Map.of("upload.temp_store", uploads.resolve("up.XXXXXX").toString()),
            new RouteSpec("/json", false, spec(json, FILES, HandlerProtocol.JSON)),
            new RouteSpec("@chat", false, spec(json, FILES, HandlerProtocol.JSON)),
            new RouteSpec("/tnet", false, spec(tnetstring, FILES, HandlerProtocol.TNETSTRING)),
            new RouteSpec("/async", false, spec(async, FILES, HandlerProtocol.JSON)));
    stream =
        bridge(
            PARTS,
            Map.of("upload.stream", "1"),
            new RouteSpec("/parts", false, spec(parts, PARTS, HandlerProtocol.JSON)));
  }

  private static List<Pair> freePairs() {
    List<ServerSocket> held = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(one);
        addresses.add("tcp://127.0.0.1:" + one.getLocalPort());
      }
      for (ServerSocket one : held) {
        one.close();
      }
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i += 2) {
      pairs.add(new Pair(addresses.get(i), addresses.get(i + 1)));
    }
    return pairs;
  }

  private static HandlerSpec spec(Pair pair, String uuid, HandlerProtocol protocol) {
    return new HandlerSpec(pair.sendSpec(), uuid, pair.recvSpec(), "", true, protocol);
  }

  private static Bridge bridge(String uuid, Map<String, String> settings, RouteSpec... routes) {
    HostSpec host = new HostSpec("localhost", "localhost", false, List.of(routes));
    ServerSpec server =
        new ServerSpec(
            uuid,
            "test",
            "127.0.0.1",
            0,
            false,
            "localhost",
            "",
            "",
            "",
            "",
            "",
            2,
            List.of(host),
            List.of(),
            List.of());
    return Bridge.builder()
        .listenNowhere()
        .mongrel2(new Mongrel2Config(List.of(server), settings, Map.of()))
        .build()
        .start();
  }

  /** The port of the server that puts uploads into files. */
  int filesPort() {
    return files.mongrel2Port(FILES);
  }

  /** The port of the server that sends uploads in parts. */
  int partsPort() {
    return stream.mongrel2Port(PARTS);
  }

  @Override
  public void close() {
    files.close();
    stream.close();
  }
}
