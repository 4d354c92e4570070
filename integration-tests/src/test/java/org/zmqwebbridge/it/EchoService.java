package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.kit.Await;

/**
 * A process of {@code integration-tests/interop/services}, which is as a user would write it: it
 * knows nothing of tests. A shell beside it ends it when the test, or the JVM, ends.
 */
public final class EchoService implements AutoCloseable {
  /** Those whose libraries are small enough for tests; {@code interop/run.sh} has all. */
  public enum Language {
    PYTHON("echo.py", "import zmq", "-c"),
    PERL("echo.pl", "use ZMQ::FFI", "-e"),
    PHP("echo.php", "exit(class_exists('ZMQ') ? 0 : 1);", "-r"),
    RUBY("echo.rb", "require 'ffi-rzmq'", "-e");

    private final String source;
    private final String probe;
    private final String option;

    Language(String source, String probe, String option) {
      this.source = source;
      this.probe = probe;
      this.option = option;
    }

    private String program() {
      return this == PYTHON ? PythonPeer.interpreter() : name().toLowerCase(Locale.ROOT);
    }

    /** Whether the language and its ZeroMQ library are installed. */
    public boolean isInstalled() {
      try {
        return new ProcessBuilder(program(), option, probe)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException missing) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private static final String UNTIL_STDIN_ENDS = "\"$@\" & service=$!; cat; kill -9 $service";

  private final String address = FreePort.address();
  private final Process process;

  private EchoService(Language language) throws IOException {
    Path script = Path.of("interop", "services", language.source);
    List<String> command = new ArrayList<>(List.of("sh", "-c", UNTIL_STDIN_ENDS, "sh"));
    command.addAll(List.of(language.program(), script.toString(), address, FreePort.address()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Starts one, and waits until it has bound its address. */
  static EchoService start(Language language) {
    try {
      EchoService service = new EchoService(language);
      BufferedReader output = service.process.inputReader(UTF_8);
      String line = output.readLine();
      assertTrue(line != null && line.contains(" ZeroMQ "), language + " said: " + line);
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    try {
      process.outputWriter(UTF_8).close();
      assertTrue(process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS), "it did not end");
      assertEquals(0, process.exitValue(), "the service had ended by itself");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
