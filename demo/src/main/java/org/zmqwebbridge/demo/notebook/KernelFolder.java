package org.zmqwebbridge.demo.notebook;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a kernel has its files and its sockets: a folder that nobody else on this machine may
 * enter. So the kernel opens no port at all.
 *
 * <p>Owner thread: any. Lifetime: until {@link #close}, which deletes it; the kernel has ended by
 * then.
 */
public final class KernelFolder implements AutoCloseable {
  private static final List<String> CHANNELS = List.of("shell", "iopub", "stdin", "control", "hb");
  private static final String PROGRAM = "kernel.py";

  private final Path folder;

  /** Makes one among the temporary files. */
  public KernelFolder() {
    try {
      folder = Files.createTempDirectory("zwb-kernel"); // for its owner only
    } catch (IOException failed) {
      throw new UncheckedIOException("the kernel has no folder", failed);
    }
  }

  /**
   * Where a channel of the kernel is, for example {@code ipc:///tmp/zwb-kernel1/k-1}.
   *
   * @param channel for example {@code shell}
   */
  public String address(String channel) {
    return "ipc://" + folder.resolve("k-" + number(channel));
  }

  /** Where the kernel is ordered, by pages that may. */
  public String desk() {
    return "ipc://" + folder.resolve("desk");
  }

  private static int number(String channel) {
    return CHANNELS.indexOf(channel) + 1;
  }

  /**
   * Writes what a kernel is told at its start.
   *
   * @param key what its messages are signed with
   * @return what to give to Python: the program and the connection file
   */
  List<String> prepare(String key) {
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("transport", "ipc");
    connection.put("ip", folder.resolve("k").toString());
    CHANNELS.forEach(channel -> connection.put(channel + "_port", number(channel)));
    connection.put("signature_scheme", "hmac-sha256");
    connection.put("key", key);
    Path program = folder.resolve(PROGRAM);
    Path file = folder.resolve("kernel.json");
    try (InputStream source = KernelFolder.class.getResourceAsStream("/demo/source/" + PROGRAM)) {
      Files.write(program, source.readAllBytes());
      Files.writeString(file, new Gson().toJson(connection));
      Files.createDirectories(work());
    } catch (IOException failed) {
      throw new UncheckedIOException("the kernel's files cannot be written", failed);
    }
    return List.of(program.toString(), file.toString());
  }

  /** Where the kernel's code finds itself. */
  Path work() {
    return folder.resolve("work");
  }

  /** Where IPython keeps what it keeps. */
  Path settings() {
    return folder.resolve("ipython");
  }

  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException("the kernel's files stay in " + folder, left);
    }
  }
}
