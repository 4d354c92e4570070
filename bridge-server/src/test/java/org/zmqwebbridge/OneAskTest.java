package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class OneAskTest {
  @Test
  void aRepSocketAnswers() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket rep = context.createSocket(SocketType.REP);
      int port = rep.bindToRandomPort("tcp://127.0.0.1");
      CompletableFuture<Boolean> answered =
          CompletableFuture.supplyAsync(() -> rep.send(rep.recvStr() + " yourself"));
      byte[] answer =
          OneAsk.ask("tcp://127.0.0.1:" + port, "hello".getBytes(UTF_8), Duration.ofSeconds(20));
      assertEquals("hello yourself", new String(answer, UTF_8));
      assertEquals(true, answered.join());
    }
  }

  @Test
  void nobodyIsSaidNotToAnswer() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> OneAsk.ask("ipc:///no/such/socket", new byte[1], Duration.ofMillis(1)));
    assertEquals(
        "ipc:///no/such/socket does not answer: does the server run?", failure.getMessage());
  }
}
