package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/**
 * Anyone who reaches an address that the bridge binds cannot stop it, whatever he says there, and
 * however often. Other endpoints answer between his attempts, and the stop takes no longer.
 */
final class HostileZmtpTest {
  private static final int HITS = 200;

  private final BackEnd echo = BackEnd.echo();
  private final String address = FreePort.address();
  private TestBridge bridge;
  private RawPage page;
  private Asker asker;

  @BeforeEach
  void open() {
    bridge =
        TestBridge.start(
            b ->
                b.loops(1)
                    .endpoint("echo", SocketType.REQ, echo.address())
                    .endpoint("page", SocketType.REP, address));
    page = bridge.page();
    page.connected("q", "echo", Json.REQ);
    page.connected("p", "page", Json.REP);
    asker = Asker.req(address);
    theEndpointItselfAnswers();
  }

  @AfterEach
  void close() {
    theEndpointItselfAnswers();
    assertEquals(0, bridge.count(Counter.IO_THREADS_LOST));
    asker.close();
    page.close();
    assertTimeout(Duration.ofSeconds(5), bridge::close);
    echo.close();
  }

  private void theEndpointItselfAnswers() {
    asker.ask("question", "p");
    ServicesTest.answer(page, "p", "answer");
    assertEquals(List.of("answer"), asker.answer());
  }

  private void anotherAnswers() {
    page.send("q", "x").expect("q", "x");
  }

  private Socket connect() throws IOException {
    URI uri = URI.create(address);
    return new Socket(InetAddress.getByName(uri.getHost()), uri.getPort());
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatIsSaidTwoHundredTimesStopsAnybody(HostileBytes said) throws IOException {
    for (int i = 0; i < HITS; i++) {
      try (Socket socket = connect()) {
        said.say(socket, "DEALER");
        anotherAnswers();
      }
    }
  }

  @Test
  void connectionsThatAreHeldOpenLetOthersIn() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        for (HostileBytes said : HostileBytes.values()) {
          Socket socket = connect();
          held.add(socket);
          said.say(socket, "DEALER");
          anotherAnswers();
        }
      }
      try (Asker newcomer = Asker.req(address)) {
        newcomer.ask("me too", "p");
        ServicesTest.answer(page, "p", "you too");
        assertEquals(List.of("you too"), newcomer.answer());
      }
    } finally {
      closeAll(held);
    }
  }

  private static void closeAll(List<Socket> held) throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
  }

  /** Those who have said something keep their place; of those who have not, the oldest goes. */
  @Test
  @Reaches("limits.maxPeersPerEndpoint")
  void whoGreetsAndIsSilentMakesRoomForWhoAsks() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = connect();
        held.add(socket);
        HostileBytes.A_GREETING_AND_NO_MORE.say(socket, "DEALER");
      }
      bridge.awaitCount(Counter.PEERS_TURNED_AWAY, 1);
      try (Asker newcomer = Asker.req(address)) {
        newcomer.ask("me too", "p");
        ServicesTest.answer(page, "p", "you too");
        assertEquals(List.of("you too"), newcomer.answer());
      }
      theEndpointItselfAnswers();
    } finally {
      closeAll(held);
    }
  }

  /** Asks for large answers, and reads none, until the first is dropped. */
  private void askWithoutReading(Socket greedy) throws IOException {
    byte[] ask =
        Zmtp.join(
            Zmtp.frame(Zmtp.MORE, new byte[0]),
            Zmtp.frame(Zmtp.MORE, Zmtp.text("again")),
            Zmtp.frame(0, Zmtp.text("p")));
    String large = "x".repeat(900_000);
    for (int i = 0; bridge.count(Counter.ANSWERS_UNDELIVERABLE) == 0; i++) {
      assertTrue(i < 100, "a hundred answers are kept for somebody who takes none");
      greedy.getOutputStream().write(ask);
      ServicesTest.answer(page, "p", large);
      anotherAnswers();
    }
  }

  @Test
  void anAskerThatTakesNoAnswersIsCutOff() throws IOException {
    try (Socket greedy = connect()) {
      Zmtp.shakeHands(greedy, "DEALER");
      askWithoutReading(greedy);
      assertTrue(bridge.count(Counter.PEERS_CUT_OFF) > 0);
    }
  }

  /** ZMTP 2 has no metadata, so that nothing tells by which connection an ask came. */
  @Test
  void forAnAskerOfTheOldProtocolNoMoreAnswersAreKept() throws IOException {
    try (Socket greedy = connect()) {
      greedy.getOutputStream().write(Zmtp.oldDealer());
      askWithoutReading(greedy);
    }
  }

  /** 32 MiB of one message, of which 1 MiB may be kept. */
  @Test
  void ofAMessageThatIsTooLargeNothingIsKept() throws IOException {
    byte[] frame = Zmtp.join(Zmtp.header(Zmtp.MORE, 1 << 16), new byte[1 << 16]);
    try (Socket socket = connect()) {
      Zmtp.shakeHands(socket, "DEALER");
      for (int i = 0; i < 512; i++) {
        socket.getOutputStream().write(frame);
      }
      anotherAnswers();
      socket.getOutputStream().write(Zmtp.frame(0, Zmtp.text("the end")));
      bridge.awaitCount(Counter.ZMQ_MESSAGES_TOO_LARGE, 1);
      theEndpointItselfAnswers();
    }
  }
}
