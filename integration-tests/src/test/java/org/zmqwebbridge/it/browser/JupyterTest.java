package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.it.TestBridge;

/**
 * Pages drive a Jupyter kernel through the endpoints that {@code docs/interop.md} shows, and
 * nothing else: no program of ours is between. Skipped where ipykernel is not installed.
 */
final class JupyterTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final Pattern DOCUMENTED =
      Pattern.compile("\n## A Jupyter kernel\n.*?```yaml\n(.*?)```", Pattern.DOTALL);

  /** Echoes the buffers of a comm, and says what their bytes were. */
  private static final String ECHO =
      """
      import hashlib

      def echo(comm, opening):
          def answer(message):
              buffers = [bytes(buffer) for buffer in message["buffers"]]
              digests = [hashlib.sha256(buffer).hexdigest() for buffer in buffers]
              comm.send({"sha256": digests}, buffers=buffers)
          comm.on_msg(answer)
          answer(opening)

      get_ipython().kernel.comm_manager.register_target("echo", echo)
      """;

  /** Opens a comm with buffers, and sends more; whether what comes back is what was sent. */
  private static final String SEND_AND_COMPARE =
      """
      const all = Uint8Array.from({length: 256}, (_, n) => n);
      const many = crypto.getRandomValues(new Uint8Array(60000));
      const sent = {comm_open: [all, new Uint8Array(0), many], comm_msg: [many, all]};
      const comm_id = crypto.randomUUID();
      const outcome = [];
      for (const [kind, buffers] of Object.entries(sent)) {
        const content = {comm_id, target_name: 'echo', data: {}};
        const id = await kernel.tell('shell', kind, content, {buffers});
        const back = await kernel.hear(({header, parent_header}) =>
            header.msg_type === 'comm_msg' && parent_header.msg_id === id);
        outcome.push(
            topicOf(back) === 'comm-' + comm_id,
            back.buffers.length === buffers.length,
            back.buffers.every((buffer, n) => hex(buffer) === hex(buffers[n])));
        for (const [n, buffer] of buffers.entries()) {
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', buffer));
          outcome.push(back.content.data.sha256[n] === hex(digest));
        }
      }
      return outcome;
      """;

  @TempDir static Path folder;
  private static JupyterKernel kernel;
  private static JupyterKernel ended; // by a test, and only by that

  /** Both at once, since each takes seconds; pages wait for them. */
  @BeforeAll
  static void start() {
    Optional<String> interpreter = JupyterKernel.interpreter();
    if (interpreter.isPresent()) {
      kernel = started(interpreter.get(), "kernel");
      ended = started(interpreter.get(), "ended");
    }
  }

  @BeforeEach
  void isInstalled() {
    assumeTrue(
        kernel != null,
        "/usr/bin/python3, or ZWB_PYTHON, has no ipykernel; Debian's package is python3-ipykernel");
  }

  @AfterAll
  static void stop() {
    Stream.of(kernel, ended).filter(Objects::nonNull).forEach(JupyterKernel::close);
  }

  private static JupyterKernel started(String interpreter, String name) {
    try {
      return JupyterKernel.start(interpreter, Files.createDirectory(folder.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As the documentation shows it, at this kernel's ports. */
  private static TestBridge bridge(JupyterKernel kernel, String... settings) {
    // Chromium keeps its connection for more of the page, and a bridge waits for those that end.
    String[] all =
        Stream.concat(
                Stream.of("pages=src/test/resources/browser", "deadlines.shutdownMillis=500"),
                Stream.of(settings))
            .toArray(String[]::new);
    return TestBridge.configuredBy(
        documented()
            .replace("57001", Integer.toString(kernel.port("shell")))
            .replace("57002", Integer.toString(kernel.port("iopub")))
            .replace("57004", Integer.toString(kernel.port("control"))),
        all);
  }

  private static String documented() {
    try {
      Matcher shown = DOCUMENTED.matcher(Files.readString(Path.of("..", "docs", "interop.md")));
      assertTrue(shown.find(), "docs/interop.md shows no configuration for a Jupyter kernel");
      return shown.group(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A page whose kernel answers, and whose publications it hears; what the kernel is. */
  private static Object connect(Page page, JupyterKernel kernel, String... topics) {
    return page.promise(
        """
        window.kernel = await Kernel.connect(...given);
        return (await kernel.ready()).language_info.name;
        """,
        kernel.key(),
        List.of(topics));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "own"})
  void aPageRunsCodeAndHearsWhatItPrints(String connections) {
    try (TestBridge bridge =
            bridge(
                kernel,
                "endpoints.kernel-shell.connections=" + connections,
                "endpoints.kernel-control.connections=" + connections);
        Page page = chromium.open(bridge, "jupyter.html")) {
      assertEquals("python", connect(page, kernel, ""));
      Map<?, ?> ran = (Map<?, ?>) page.promise("return await kernel.execute('print(6 * 7)')");
      assertEquals("ok", ran.get("status"));
      assertEquals("42\n", ran.get("printed"));
    }
  }

  @Test
  void onlyPublicationsAboutTheKernelHaveItsIdInTheirTopic() {
    try (TestBridge bridge = bridge(kernel);
        Page page = chromium.open(bridge, "jupyter.html")) {
      connect(page, kernel, "kernel.", "stream.");
      page.promise("return await kernel.execute('import os; os.getpid(); print(6 * 7)')");
      Set<String> topics = new TreeSet<>();
      for (Object topic : (List<?>) page.run("return kernel.published.map(topicOf)")) {
        topics.add(
            topic.toString().replaceFirst("^kernel\\.[0-9a-f]{8}(-[0-9a-f]+){4}\\.", "kernel.ID."));
      }
      assertEquals(Set.of("kernel.ID.execute_input", "kernel.ID.status", "stream.stdout"), topics);
    }
  }

  @Test
  void everyByteOfABufferComesToTheKernelAndBack() {
    try (TestBridge bridge = bridge(kernel);
        Page page = chromium.open(bridge, "jupyter.html")) {
      connect(page, kernel, "");
      Map<?, ?> ran = (Map<?, ?>) page.promise("return await kernel.execute(given[0])", ECHO);
      assertEquals("ok", ran.get("status"), ran.toString());
      Object outcome = page.promise(SEND_AND_COMPARE);
      assertEquals(IntStream.range(0, 11).mapToObj(n -> true).toList(), outcome);
    }
  }

  @Test
  void eachOfTwoPagesHasItsOwnRepliesAndBothHearWhatIsPublished() {
    try (TestBridge bridge = bridge(kernel);
        Page one = chromium.open(bridge, "jupyter.html");
        Page two = chromium.open(bridge, "jupyter.html")) {
      connect(one, kernel, "");
      connect(two, kernel, "");
      for (Page page : List.of(one, two)) {
        page.run(
            """
            window.runs = Promise.all(Array.from({length: 10}, (_, n) =>
                kernel.execute(`print('${arguments[0]} ${n}')`)));
            """,
            page == one ? "one" : "two");
      }
      List<String> both =
          Stream.of("one", "two")
              .flatMap(page -> IntStream.range(0, 10).mapToObj(n -> page + " " + n))
              .sorted()
              .toList();
      for (Page page : List.of(one, two)) {
        List<?> own =
            (List<?>) page.promise("return (await runs).map(({printed}) => printed.trim())");
        String name = page == one ? "one " : "two ";
        assertEquals(IntStream.range(0, 10).mapToObj(n -> name + n).toList(), own);
        page.await("kernel.printed().split('\\n').length > 20");
        assertEquals(
            both, page.run("return kernel.printed().trim().split('\\n').filter(Boolean).sort()"));
        assertEquals(
            true,
            page.run(
                "return kernel.replies.every((m) => m.parent_header.session === kernel.session)"));
      }
    }
  }

  @Test
  void aPageInterruptsWhatRunsAndEndsTheKernel() {
    try (TestBridge bridge = bridge(ended);
        Page page = chromium.open(bridge, "jupyter.html")) {
      connect(page, ended, "");
      Object interrupted =
          page.promise(
              """
              const run = kernel.execute(given[0]);
              await kernel.hear(({content}) => content.text?.includes('it waits'));
              const {header} = await kernel.request('control', 'interrupt_request');
              const {status, ename} = await run;
              return [header.msg_type, status, ename];
              """,
              """
              import threading
              print('it waits', flush=True)
              threading.Event().wait()
              """);
      assertEquals(List.of("interrupt_reply", "error", "KeyboardInterrupt"), interrupted);
      Object shutDown =
          page.promise(
              """
              const reply = await kernel.request('control', 'shutdown_request', {restart: false});
              await kernel.hear(({header}) => header.msg_type === 'shutdown_reply');
              return [reply.header.msg_type, reply.content.status];
              """);
      assertEquals(List.of("shutdown_reply", "ok"), shutDown);
      assertEquals(0, ended.awaitEnd());
    }
  }

  @Test
  void aKernelTakesNothingThatIsNotSignedWithItsKey() {
    try (TestBridge bridge = bridge(kernel);
        Page page = chromium.open(bridge, "jupyter.html")) {
      connect(page, kernel, "");
      Map<?, ?> ran =
          (Map<?, ?>)
              page.promise(
                  """
                  const forged = {code: "print('forged')", silent: false};
                  await kernel.tell('shell', 'execute_request', forged, {key: await keyOf('guess')});
                  return await kernel.execute('print(6 * 7)');
                  """);
      assertEquals("ok", ran.get("status"));
      assertEquals(
          "42\n",
          page.run("return kernel.printed((m) => m.parent_header.session === kernel.session)"));
    }
  }
}
