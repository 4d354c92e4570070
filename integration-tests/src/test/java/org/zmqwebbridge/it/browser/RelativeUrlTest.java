package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.TestBridge;

/**
 * {@code new zmq.Context('/data')} reaches the page's own host wherever a page's script may run.
 */
final class RelativeUrlTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** Without the content policy of the bridge's own pages, which forbids scripts from blobs. */
  private static final String PAGE =
      "<!doctype html><link rel=\"icon\" href=\"data:,\"><script src=\"/zmq.js\"></script><body>";

  /** Asks the echo service, and tells what became of it. */
  private static final String PROBE =
      """
      async function probe(url) {
        try {
          const ctx = new zmq.Context(url);
          const req = ctx.Socket(zmq.REQ);
          await req.connect('echo');
          const reply = await req.send('here');
          ctx.close();
          return reply;
        } catch (error) {
          return error.name + ' ' + error.code;
        }
      }
      """;

  private BackEnd echo;
  private TestBridge bridge;
  private FrontServer front;
  private Page page;

  @BeforeEach
  void open() {
    echo = BackEnd.echo();
    bridge = TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, echo.address()));
    front = new FrontServer(Map.of("/page", PAGE), bridge.port());
    page = chromium.open(front.url("/page"));
  }

  @AfterEach
  void close() {
    page.close();
    front.close();
    bridge.close();
    echo.close();
  }

  @Test
  void inAFrameOfSrcdoc() {
    assertEquals(
        "here",
        page.promise(
            """
            const frame = document.createElement('iframe');
            frame.srcdoc = '<script src="/zmq.js"><\\/script><script>' + given[0]
              + ";probe('/data').then((told) => parent.postMessage(told, '*'))<\\/script>";
            return new Promise((resolve) => {
              window.onmessage = ({data}) => resolve(data);
              document.body.append(frame);
            });
            """,
            PROBE));
  }

  @Test
  void inAWorkerFromABlob() {
    String script =
        """
        const source = await (await fetch('/zmq.js')).text();
        const blob = new Blob([source + ';' + given[0]
          + ";probe('/data').then((told) => postMessage(told))"], {type: 'text/javascript'});
        const worker = new Worker(URL.createObjectURL(blob));
        return new Promise((resolve) => { worker.onmessage = ({data}) => resolve(data); });
        """;
    assertEquals("here", page.promise(script, PROBE));
  }

  /** As bundlers inline a worker that imports the module. */
  @Test
  void inAModuleThatABundlerHasPutIntoABlob() {
    String script =
        """
        const blob = new Blob([`import * as zmq from '${location.origin}/zmq.mjs';` + given[0]
          + ";probe('/data').then((told) => postMessage(told))"], {type: 'text/javascript'});
        const worker = new Worker(URL.createObjectURL(blob), {type: 'module'});
        return new Promise((resolve) => {
          worker.onmessage = ({data}) => resolve(data);
          worker.onerror = ({message}) => resolve('failed: ' + message);
        });
        """;
    assertEquals("here", page.promise(script, PROBE));
  }

  @Test
  void whatCannotBeOpenedIsOneErrorAndNoAttempt() {
    assertEquals("ZmqError malformed", page.promise(PROBE + "return probe('/data#top')"));
    assertEquals("ZmqError malformed", page.promise(PROBE + "return probe('ftp://lab/data')"));
  }

  /** The browser's own word counts where ours does not know better. */
  @Test
  void whatTheBrowserBlocksIsNotTriedAgain() {
    assertEquals(
        "refused 1",
        page.promise(
            """
            let made = 0;
            class Blocked { constructor() { made += 1; return new WebSocket('ws://lab/data#top'); } }
            const ctx = new zmq.Context('/data', {WebSocket: Blocked});
            ctx.onerror = () => {};
            const code = await ctx.Socket(zmq.REQ).connect('echo').catch((error) => error.code);
            return code + ' ' + made;
            """));
  }
}
