package org.zmqwebbridge.demo;

import static java.lang.ProcessBuilder.Redirect.INHERIT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Python;

/**
 * The chat service in Python, as a process of its own: {@code demo/python/chat_service.py}.
 *
 * <p>Owner thread: any; its methods wait for one another. Lifetime: the process ends with {@link
 * #pull}, and by itself when this one is gone.
 */
final class PythonChat implements Appliance {
  private static final String SOURCES = "/demo/source/";
  private static final List<String> FILES = List.of("chat_service.py", "chat_room.py");
  private static final int END_SECONDS = 3;

  private final String commands;
  private final String events;
  private final String interpreter;
  private final Path folder;
  private Process process;

  PythonChat(String commands, String events) {
    this.commands = commands;
    this.events = events;
    this.interpreter = interpreter().orElseThrow(PythonChat::noPython);
    this.folder = unpack();
  }

  /** A Python that can import zmq, if there is one. */
  static Optional<String> interpreter() {
    return Python.having("zmq");
  }

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public String kind() {
    return "REP, PUB";
  }

  @Override
  public String address() {
    return commands;
  }

  @Override
  public String does() {
    return "a chat room, in Python";
  }

  @Override
  public synchronized boolean isOn() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized void plugIn() {
    if (!isOn()) {
      process =
          run(
              List.of(
                  interpreter, "-B", folder.resolve(FILES.get(0)).toString(), commands, events));
    }
  }

  @Override
  public synchronized void pull() {
    if (process != null) {
      process.destroy();
      if (!Python.ended(process, END_SECONDS)) {
        process.destroyForcibly();
      }
      process = null;
    }
  }

  @Override
  public void close() {
    pull();
    try {
      for (String file : FILES) {
        Files.delete(folder.resolve(file));
      }
      Files.delete(folder);
    } catch (IOException left) {
      throw new UncheckedIOException("the chat service in Python stays in " + folder, left);
    }
  }

  /** Writes the program where Python can read it. */
  private static Path unpack() {
    try {
      Path folder = Files.createTempDirectory("zmqwebbridge-chat");
      for (String file : FILES) {
        try (InputStream source = PythonChat.class.getResourceAsStream(SOURCES + file)) {
          Files.copy(source, folder.resolve(file));
        }
      }
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException("the chat service in Python cannot be unpacked", failed);
    }
  }

  private static Process run(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(INHERIT).start();
    } catch (IOException failed) {
      throw new UncheckedIOException("the chat service in Python does not start", failed);
    }
  }

  private static IllegalStateException noPython() {
    return new IllegalStateException(
        "--chat python needs a python3 that can import zmq; on Debian: apt install python3-zmq");
  }
}
