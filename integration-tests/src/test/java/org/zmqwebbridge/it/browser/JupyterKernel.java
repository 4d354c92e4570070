package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;

/**
 * A Jupyter kernel for Python, ipykernel, as a process of its own on loopback, with a key of its
 * own.
 *
 * <p>Owner thread: the test's. Lifetime: its process ends when it is closed, or when a page says
 * so; it also ends by itself when the tests' process is gone.
 */
final class JupyterKernel implements AutoCloseable {
  private static final String FILE = "kernel.json";
  private static final List<String> CHANNELS = List.of("shell", "iopub", "stdin", "control", "hb");

  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final String key;
  private final Path said;
  private final Process process;

  private JupyterKernel(String interpreter, Path folder) throws IOException {
    CHANNELS.forEach(channel -> ports.put(channel, FreePort.find()));
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = HexFormat.of().formatHex(secret);
    said = folder.resolve("kernel.log");
    Files.writeString(folder.resolve(FILE), connection());
    process = run(interpreter, folder);
  }

  /** Starts one whose files are in this folder; it may not listen yet. */
  static JupyterKernel start(String interpreter, Path folder) {
    try {
      return new JupyterKernel(interpreter, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Python that has ipykernel, if there is one: ZWB_PYTHON, or else Debian's. */
  static Optional<String> interpreter() {
    return Optional.of(Objects.requireNonNullElse(System.getenv("ZWB_PYTHON"), "/usr/bin/python3"))
        .filter(JupyterKernel::hasKernel);
  }

  private static boolean hasKernel(String interpreter) {
    String probe =
        "import importlib.util, sys; sys.exit(not importlib.util.find_spec('ipykernel'))";
    try {
      return new ProcessBuilder(interpreter, "-c", probe).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String connection() {
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("transport", "tcp");
    connection.put("ip", "127.0.0.1");
    ports.forEach((channel, port) -> connection.put(channel + "_port", port));
    connection.put("signature_scheme", "hmac-sha256");
    connection.put("key", key);
    return new Gson().toJson(connection);
  }

  private Process run(String interpreter, Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(interpreter, "-m", "ipykernel_launcher", "-f", FILE)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    for (String name : List.of("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")) {
      environment.put(name, folder.toString());
    }
    return builder.start();
  }

  /** Where a channel is, for example {@code 57001} for {@code shell}. */
  int port(String channel) {
    return ports.get(channel);
  }

  /** What messages are signed with. */
  String key() {
    return key;
  }

  /** Waits until it has ended by itself; its exit status. */
  int awaitEnd() {
    try {
      if (!process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the kernel did not end; it said: " + said());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String said() {
    try {
      return Files.readString(said, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }
}
