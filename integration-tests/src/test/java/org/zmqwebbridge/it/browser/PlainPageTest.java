package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.Asker;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;

/**
 * Pages as people write them, with {@code zmq.Context}, talk to services in Java and in Python that
 * have never heard of the web, in every role and over both wires.
 */
final class PlainPageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @ParameterizedTest
  @EnumSource
  void reqSocketsGetTheirOwnReplies(Wire wire) {
    try (BackEnd java = BackEnd.echo();
        PythonPeer python = PythonPeer.start("rep")) {
      String pythonAddress = python.address();
      try (TestBridge bridge =
              TestBridge.start(
                  wire,
                  b ->
                      b.pages("browser")
                          .endpoint("java", SocketType.REQ, java.address())
                          .endpoint("python", SocketType.REQ, pythonAddress));
          Page page = chromium.open(bridge, "req.html")) {
        page.awaitTexts(
            "#java li", "hello from the first", "hello from the second", "wörld \uD83D\uDE00");
        page.awaitTexts(
            "#python li", "HELLO FROM THE FIRST", "HELLO FROM THE SECOND", "WÖRLD \uD83D\uDE00");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void subSocketsHearWhatTheirFilterIsASubstringOf(Wire wire) {
    try (PubService java = new PubService();
        PythonPeer python = PythonPeer.start("pub")) {
      String pythonAddress = python.address();
      try (TestBridge bridge =
              TestBridge.start(
                  wire,
                  b ->
                      b.pages("browser")
                          .endpoint("java", SocketType.SUB, java.address())
                          .endpoint("python", SocketType.SUB, pythonAddress));
          Page page = chromium.open(bridge, "sub.html")) {
        java.awaitSubscription();
        java.publish("NOVA 1");
        java.publish("TIDE 2");
        java.publish("about NOVA", "TIDE 3");
        java.publish("a multipart", "NOVA 4");
        python.expect("subscribed");
        python.send("NOVA 5").send("TIDE 6").send("a multipart", "NOVA 7");
        page.awaitTexts("#java li", "NOVA 1", "NOVA 4");
        page.awaitTexts("#python li", "NOVA 5", "NOVA 7");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRepSocketAnswersAskersInJavaAndInPython(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(
                wire, b -> b.pages("browser").endpoint("page", SocketType.REP, address));
        Page page = chromium.open(bridge, "rep.html");
        Asker java = Asker.req(address);
        PythonPeer python = PythonPeer.start("req", address)) {
      page.await("document.body.hasAttribute('data-open')");
      for (int i = 0; i < 3; i++) {
        java.ask("java asks " + i, "plain page");
        assertEquals(List.of("JAVA ASKS " + i), java.answer());
        python.send("python asks " + i, "plain page");
        python.expectFrames("PYTHON ASKS " + i);
      }
      page.awaitTexts(
          "#asked li",
          "java asks 0",
          "python asks 0",
          "java asks 1",
          "python asks 1",
          "java asks 2",
          "python asks 2");
    }
  }

  @Test
  void modulesAndWorkersHaveSocketsToo() {
    try (BackEnd java = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b -> b.pages("browser").endpoint("java", SocketType.REQ, java.address()));
        Page page = chromium.open(bridge, "module.html")) {
      page.awaitTexts("#module", "from a module");
      page.awaitTexts("#worker", "from a worker");
    }
  }

  @Test
  void theScriptAddsOneGlobalAndNoMore() {
    try (TestBridge bridge = TestBridge.start(b -> b.pages("browser"));
        Page page = chromium.open(bridge, "blank.html")) {
      Object added =
          page.promise(
              """
              const own = Object.getOwnPropertyNames(window);
              const frame = document.createElement('iframe');
              document.body.append(frame);
              const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
              return own.filter((name) => !usual.has(name) && !/^(cdc_|ret_nodes)/.test(name));
              """);
      assertEquals(List.of("zmq"), added);
    }
  }
}
