package org.zmqwebbridge.demo.notebook;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.demo.service.Python;

/**
 * One life of a Jupyter kernel for Python, a process of its own, with a key of its own. It ends by
 * itself when this process is gone, however that ends: it reads its standard input, which nobody
 * writes to ({@code demo/python/kernel.py}).
 *
 * <p>Owner thread: the service's that started it. Lifetime: until {@link #close}.
 */
final class Kernel implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 32;
  private static final int END_SECONDS = 3;

  private final String key = random(KEY_BYTES);
  private final String life = random(4);
  private final Process process;

  private Kernel(String interpreter, KernelFolder folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(interpreter, "-B"));
    command.addAll(folder.prepare(key));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.work().toFile())
            .redirectErrorStream(true)
            .redirectOutput(DISCARD);
    Map<String, String> environment = builder.environment();
    for (String name : List.of("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")) {
      environment.put(name, folder.settings().toString());
    }
    this.process = builder.start();
  }

  /** Starts one; it does not listen yet. */
  static Kernel start(String interpreter, KernelFolder folder) {
    try {
      return new Kernel(interpreter, folder);
    } catch (IOException failed) {
      throw new UncheckedIOException("the kernel does not start", failed);
    }
  }

  private static String random(int bytes) {
    byte[] made = new byte[bytes];
    RANDOM.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }

  boolean isOn() {
    return process.isAlive();
  }

  /** What its messages are signed with. */
  String key() {
    return key;
  }

  /** Tells one life from the next. */
  String life() {
    return life;
  }

  /** Ends it and what it has started, and waits until it is gone. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // it has ended by itself
    }
    if (!Python.ended(process, END_SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Python.ended(process, END_SECONDS);
    }
  }
}
