package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;

/** What a server must bear, over real sockets. */
@Timeout(60)
class RpcServerTest {
  private static final String ECHO = "{\"funcname\":\"echo\",\"args\":[\"still here\"]}";
  private static final String ECHOED = "{\"returnval\":\"still here\"}";
  private static final String HANG = "{\"funcname\":\"hang\"}";
  private static final String DEAF = "{\"funcname\":\"deafHang\"}";
  private static final RpcLimits HASTY = RpcLimits.DEFAULTS.withHandlerMillis(200);
  private static final RpcLimits PATIENT = RpcLimits.DEFAULTS.withHandlerMillis(600_000);

  private ReferenceService service = new ReferenceService();
  private RunningRpcServer server;

  private RawPeer serve(RpcLimits limits, SocketType asker) {
    service = new ReferenceService(limits);
    server = service.start("tcp://127.0.0.1:*");
    return RawPeer.connected(asker, server.address());
  }

  @AfterEach
  void stop() {
    service.release();
    if (server != null) {
      server.close();
    }
  }

  private static String codeOf(String answer) {
    return JsonParser.parseString(answer).getAsJsonObject().get("code").getAsString();
  }

  @Test
  void functionsThatNeverReturnAreAnsweredAndBlockNobody() {
    RpcLimits oneWorker = HASTY.withWorkers(1).withMaxStuck(3);
    try (RawPeer peer = serve(oneWorker, SocketType.REQ)) {
      for (int i = 0; i < 3; i++) {
        assertEquals("timeout", codeOf(peer.ask(DEAF)));
      }
      assertEquals("timeout", codeOf(peer.ask(HANG)));
      service.release(); // otherwise a slow machine could time the next one out
      assertEquals(ECHOED, peer.ask(ECHO));
    }
  }

  @Test
  void whenEveryThreadIsStuckCallsAreStillAnswered() {
    try (RawPeer peer = serve(HASTY.withWorkers(1).withMaxStuck(0), SocketType.REQ)) {
      assertEquals("timeout", codeOf(peer.ask(DEAF)));
      assertEquals("timeout", codeOf(peer.ask(ECHO)));
      service.release();
      String answer = peer.ask(ECHO);
      while (!answer.equals(ECHOED)) { // the thread needs a moment to come back
        answer = peer.ask(ECHO);
      }
    }
  }

  @Test
  void moreCallsThanMayWaitAreRefusedAtOnce() {
    RpcLimits small = PATIENT.withWorkers(1).withMaxWaiting(2);
    try (RawPeer peer = serve(small, SocketType.DEALER)) {
      for (int i = 0; i < 6; i++) {
        peer.send("", HANG);
      }
      assertEquals("overflow", codeOf(peer.receive().get(1)));
    }
  }

  @Test
  void aRequestOfSeveralFramesIsAnswered() {
    try (RawPeer peer = serve(RpcLimits.DEFAULTS, SocketType.REQ)) {
      peer.send(ECHO, "more");
      assertEquals("bad_request", codeOf(peer.receive().get(0)));
      assertEquals(ECHOED, peer.ask(ECHO));
    }
  }

  @Test
  void aRequestAboveTheLimitIsAnswered() {
    try (RawPeer peer = serve(RpcLimits.DEFAULTS, SocketType.REQ)) {
      assertEquals("too_large", codeOf(peer.ask(" ".repeat(1024 * 1024 + 1))));
      assertEquals(ECHOED, peer.ask(ECHO));
    }
  }

  @Test
  void everyNamedLimitBites() {
    RpcLimits small = PATIENT.withMaxMessageBytes(500).withMaxDepth(3).withMaxArguments(2);
    try (RawPeer peer = serve(small, SocketType.REQ)) {
      assertEquals("too_large", codeOf(peer.ask("{\"funcname\":\"echo\",\"args\":[[[1]]]}")));
      assertEquals("too_large", codeOf(peer.ask("{\"funcname\":\"echo\",\"args\":[1,2,3]}")));
      assertEquals("too_large", codeOf(peer.ask(" ".repeat(501))));
      assertEquals(ECHOED, peer.ask(ECHO));
    }
  }

  @Test
  void anEnvelopeComesBackUntouched() {
    try (RawPeer peer = serve(RpcLimits.DEFAULTS, SocketType.DEALER)) {
      peer.send("route", "", ECHO);
      assertEquals(List.of("route", "", ECHOED), peer.receive());
    }
  }

  @Test
  void aPeerWithoutADelimiterIsAnswered() {
    try (RawPeer peer = serve(RpcLimits.DEFAULTS, SocketType.DEALER)) {
      peer.send(ECHO);
      assertEquals(List.of(ECHOED), peer.receive());
    }
  }

  @Test
  void answersGoToThePeersThatAsked() {
    try (RawPeer one = serve(RpcLimits.DEFAULTS, SocketType.REQ);
        RawPeer other = RawPeer.connected(SocketType.REQ, server.address())) {
      one.send("{\"funcname\":\"echo\",\"args\":\"one\"}");
      other.send("{\"funcname\":\"echo\",\"args\":\"other\"}");
      assertEquals("{\"returnval\":\"other\"}", other.receive().get(0));
      assertEquals("{\"returnval\":\"one\"}", one.receive().get(0));
    }
  }

  @Test
  void aClientThatLeavesDisturbsNobody() {
    try (RawPeer stays = serve(RpcLimits.DEFAULTS, SocketType.REQ)) {
      for (int i = 0; i < 20; i++) {
        try (RawPeer leaves = RawPeer.connected(SocketType.REQ, server.address())) {
          leaves.send("{\"funcname\":\"add\",\"args\":[1,2]}");
        }
      }
      assertEquals(ECHOED, stays.ask(ECHO));
    }
  }

  @Test
  void aResultThatComesLaterIsAwaited() {
    try (RawPeer peer = serve(RpcLimits.DEFAULTS, SocketType.REQ)) {
      assertEquals(
          "{\"returnval\":\"later: x\"}", peer.ask("{\"funcname\":\"later\",\"args\":\"x\"}"));
    }
  }

  @Test
  void aFrameAboveTheLimitEndsItsConnectionAlone() throws Exception {
    try (RawPeer peer = serve(RpcLimits.DEFAULTS, SocketType.REQ)) {
      int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
      try (java.net.Socket hostile =
          new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
        hostile.setSoTimeout(20_000);
        byte[] greeting = new byte[64];
        greeting[0] = (byte) 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        System.arraycopy(
            "NULL".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, greeting, 12, 4);
        hostile.getOutputStream().write(greeting);
        hostile.getOutputStream().write(2); // a long frame
        hostile
            .getOutputStream()
            .write(
                java.nio.ByteBuffer.allocate(Long.BYTES)
                    .putLong(org.zmqwebbridge.rpc.zmq.RpcSocket.MAX_FRAME_BYTES + 1L)
                    .array());
        hostile.getOutputStream().flush();
        while (hostile.getInputStream().read() >= 0) {
          // until the server hangs up
        }
      } catch (java.net.SocketException reset) {
        // hung up too
      }
      assertEquals(ECHOED, peer.ask(ECHO));
    }
  }

  @Test
  void closeAnswersWhatRunsAndLeavesNoThreadAndNoPort() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    RawPeer peer = serve(PATIENT, SocketType.REQ);
    try (peer;
        RawPeer other = RawPeer.connected(SocketType.REQ, server.address())) {
      peer.send(HANG);
      service.awaitHang(); // its connection may take longer than the other's
      assertEquals(ECHOED, other.ask(ECHO));
      server.close();
      assertEquals("shutdown", codeOf(peer.receive().get(0)));
    }
    for (Thread thread : since(before)) {
      thread.join(20_000);
      assertFalse(thread.isAlive(), thread.getName());
    }
    service = new ReferenceService();
    server = service.start(server.address()); // the port is free
  }

  private static Set<Thread> since(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .collect(Collectors.toSet());
  }

  @Test
  void anAddressInUseIsRefusedAndLeavesNothingBehind() throws InterruptedException {
    try (RawPeer peer = serve(RpcLimits.DEFAULTS, SocketType.REQ)) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      IllegalStateException refused =
          assertThrows(
              IllegalStateException.class, () -> new ReferenceService().start(server.address()));
      assertTrue(refused.getMessage().contains("is the port taken?"), refused.getMessage());
      for (Thread thread : since(before)) {
        thread.join(20_000);
        assertFalse(thread.isAlive(), thread.getName());
      }
      assertEquals(ECHOED, peer.ask(ECHO));
    }
  }
}
