package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;

/**
 * Every {@link HostileRequest} to every route, with another request after it: what is answered,
 * what becomes of the connection, and what the services have been asked, which is never what was
 * smuggled.
 */
final class HostileRequestsTest {
  private static final String HOST = "localhost";
  private static final String WEBSOCKET =
      String.join(
          "\r\n",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");
  private static final String ZWS = WEBSOCKET + "Sec-WebSocket-Protocol: ZWS2.0\r\n";
  private static final Pattern HEAD = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
  private static final long SEED = 9112; // of the cuts

  /** A route, and what it answers to a right request. */
  private enum Door {
    REQ("POST", "/req/echo", "", 200),
    PUSH("POST", "/push/jobs", "", 204),
    SUB("GET", "/sub/news", "", 200),
    WEB_SOCKET("GET", "/data", WEBSOCKET, 101),
    ZWS_DOOR("GET", "/zws/echo", ZWS, 101),
    ZWS_SHORT("GET", "/echo", ZWS, 101),
    SCRIPT("GET", "/zmq.js", "", 200),
    HEALTH("GET", "/", "", 200),
    MANAGEMENT("GET", "/livez", "", 200);

    private final String method;
    private final String path;
    private final String more;
    private final int status;

    Door(String method, String path, String more, int status) {
      this.method = method;
      this.path = path;
      this.more = more;
      this.status = status;
    }

    boolean upgrades() {
      return status == 101;
    }

    /** Whether what follows its right answer is no request any more. */
    boolean takesOver(HostileRequest request) {
      return request.isRight()
          && right(request) == status
          && (upgrades() || this == SUB)
          && !request.isHttp10();
    }

    /** Whether the head of such an answer is there. */
    boolean isTaken(String said) {
      return (upgrades() || this == SUB) && statuses(said).contains(status);
    }

    boolean readsBodies() {
      return method.equals("POST");
    }

    /** Its answer to a right request. */
    int right(HostileRequest request) {
      if (this == SUB && request.isHttp10()) {
        return 505; // which has no chunks to be streamed in
      }
      if (!upgrades()) {
        return status;
      }
      return request.isHttp10() ? 426 : request.body().isPresent() ? 400 : 101;
    }

    /** What becomes of the connection. */
    HostileRequest.End end(HostileRequest request) {
      if (this == MANAGEMENT || takesOver(request)) {
        return HostileRequest.End.CLOSED;
      }
      boolean refusesBody = right(request) != status;
      boolean leavesBody = request.expects() && !readsBodies();
      return request.isRight()
              && request.end() == HostileRequest.End.STAYS
              && (refusesBody || leavesBody)
          ? HostileRequest.End.EITHER
          : request.end();
    }
  }

  private static final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private static BackEnd echo;
  private static ZContext context;
  private static ZMQ.Socket jobs;
  private static PubService news;
  private static TestBridge bridge;
  private static Socket control;

  @BeforeAll
  static void start() throws IOException {
    echo =
        BackEnd.start(
            FreePort.find(),
            request -> {
              asked.add(new String(request.get(request.size() - 1), ISO_8859_1));
              return List.of(request);
            });
    context = new ZContext();
    jobs = context.createSocket(SocketType.PULL);
    jobs.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    String address = FreePort.address();
    FreePort.bind(jobs, address);
    news = new PubService();
    bridge =
        TestBridge.configured(
            "endpoints.echo={type: REQ, address: \"" + echo.address() + "\"}",
            "endpoints.jobs={type: PUSH, address: \"" + address + "\"}",
            "endpoints.news={type: SUB, address: \"" + news.address() + "\"}",
            "deadlines.handshakeMillis=3600000");
    control = connect(bridge.port());
  }

  @AfterAll
  static void stop() throws IOException {
    control.close();
    bridge.close();
    news.close();
    context.close();
    echo.close();
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static byte[] post(String path, String body) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }

  static Stream<Arguments> rows() {
    return HostileRequest.all().stream()
        .flatMap(request -> Stream.of(Door.values()).map(door -> Arguments.of(request, door)));
  }

  @Test
  void thereAreMoreThanSixty() {
    List<HostileRequest> all = HostileRequest.all();
    assertTrue(all.size() > 60, () -> "only " + all.size());
    assertEquals(all.size(), all.stream().map(HostileRequest::name).distinct().count());
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("rows")
  void isAnsweredRightAndNothingIsSmuggled(HostileRequest request, Door door) throws IOException {
    byte[] bytes = request.bytes(door.method, door.path, HOST, door.more);
    check(request, door, List.of(bytes), false);
  }

  static Stream<Arguments> rowsOfTheEdge() {
    return rows().filter(row -> row.get()[1] != Door.MANAGEMENT);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("rowsOfTheEdge")
  void soIsOneOnAConnectionThatHasHadAnAnswer(HostileRequest request, Door door)
      throws IOException {
    byte[] bytes = request.bytes(door.method, door.path, HOST, door.more);
    check(request, door, List.of(bytes), true);
  }

  static Stream<HostileRequest> requests() {
    return HostileRequest.all().stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void howeverItsBytesAreCut(HostileRequest request) throws IOException {
    byte[] bytes = request.bytes(Door.REQ.method, Door.REQ.path, HOST, Door.REQ.more);
    Random random = new Random(SEED);
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(bytes.length > 1000 ? 5000 : 8));
      pieces.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    check(request, Door.REQ, pieces, false);
    check(request, Door.REQ, pieces, true);
  }

  /**
   * @param isSecond whether another request has been answered on its connection
   */
  private void check(HostileRequest request, Door door, List<byte[]> pieces, boolean isSecond)
      throws IOException {
    int port = door == Door.MANAGEMENT ? bridge.bridge().managementPort() : bridge.port();
    HostileRequest.End end = door.end(request);
    String said;
    try (Socket socket = connect(port)) {
      if (isSecond) {
        socket.getOutputStream().write(post("/req/echo", "marker"));
        assertEquals(List.of(200), statuses(read(socket, Door.REQ)));
        assertEquals(List.of("marker"), othersGoOn());
      }
      for (byte[] piece : pieces) {
        writeIfHeard(socket, piece);
      }
      writeIfHeard(socket, post("/req/echo", "marker"));
      said = read(socket, door);
    }
    List<Integer> statuses = statuses(said);
    assertFalse(said.contains("smuggled") && !request.sent(HOST).contains("smuggled"), said);
    boolean isRead = checkAnswer(request, door, statuses, said);
    List<String> sent = new ArrayList<>();
    if (isRead && door == Door.REQ) {
      sent.add(request.sent(HOST));
    }
    boolean goesOn =
        end == HostileRequest.End.STAYS
            || (end == HostileRequest.End.EITHER && statuses.size() > 1);
    if (goesOn) {
      assertEquals(List.of(200), statuses.subList(1, statuses.size()), said);
      sent.add("marker");
    }
    assertEquals(goesOn ? 2 : 1, statuses.size(), said);
    assertEquals(sent, othersGoOn(), said);
    if (door == Door.PUSH) {
      assertEquals(isRead ? List.of(request.sent(HOST)) : List.of(), pushed(), said);
    }
  }

  /** Whether it was taken for a right request. */
  private static boolean checkAnswer(
      HostileRequest request, Door door, List<Integer> statuses, String said) {
    assertFalse(statuses.isEmpty(), "no answer");
    int status = statuses.get(0);
    if (request.isRight()) {
      assertEquals(door.right(request), status, said);
      return true;
    }
    boolean mayHaveAnswered = request.end() == HostileRequest.End.LATE && !door.readsBodies();
    if (!mayHaveAnswered || status != door.status || door.upgrades()) {
      assertTrue(request.statuses().contains(status), said);
    }
    return false;
  }

  /** The statuses of all answers but interim ones. */
  private static List<Integer> statuses(String said) {
    List<Integer> statuses = new ArrayList<>();
    Matcher head = HEAD.matcher(said);
    while (head.find()) {
      int status = Integer.parseInt(head.group(1));
      if (status != 100) {
        statuses.add(status);
      }
    }
    return statuses;
  }

  /** Until the end, the marker's answer, or the head of what takes the connection over. */
  private static String read(Socket socket, Door door) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        all.write(c);
        boolean mayBeLast = c == 'r' || c == '\n';
        String said = mayBeLast ? all.toString(ISO_8859_1) : "";
        if (said.endsWith("\r\n\r\nmarker") || (door.isTaken(said) && said.endsWith("\r\n\r\n"))) {
          break;
        }
      }
    } catch (SocketException reset) {
      // it has not read all that was sent
    }
    return all.toString(ISO_8859_1);
  }

  private static void writeIfHeard(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException refusedAlready) {
      // it does not listen any more
    }
  }

  /** On a connection that has been there all the time; what the service was asked until then. */
  private static List<String> othersGoOn() throws IOException {
    control.getOutputStream().write(post("/req/echo", "control"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!all.toString(ISO_8859_1).endsWith("\r\n\r\ncontrol")) {
      all.write(next());
    }
    List<String> until = new ArrayList<>();
    for (String next = asked.poll(); !"control".equals(next); next = asked.poll()) {
      until.add(next);
    }
    return until;
  }

  private static int next() throws IOException {
    int next = control.getInputStream().read();
    assertTrue(next >= 0, "others do not go on");
    return next;
  }

  private static List<String> pushed() throws IOException {
    control.getOutputStream().write(post("/push/jobs", "control"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!all.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      all.write(next());
    }
    List<String> until = new ArrayList<>();
    for (String next = jobs.recvStr(); !"control".equals(next); next = jobs.recvStr()) {
      until.add(next);
    }
    return until;
  }
}
