package org.zmqwebbridge.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.demo.program.Program;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Ports;
import org.zmqwebbridge.demo.service.Python;

/**
 * The demo's GRIP origins: a chat in Java, here, and comments in Python, a process of its own where
 * there is a Python.
 *
 * <p>Owner thread: the caller's. Lifetime: from its making to {@link #close}, before which each
 * origin is closed.
 */
final class GripOrigins implements AutoCloseable {
  private static final String SOURCE = "grip_comments.py";

  private final int control;
  private final int comments;
  private final int talk;
  private final Path folder;
  private final List<Appliance> origins = new ArrayList<>();

  /** Picks free ports; nothing runs yet. */
  GripOrigins() {
    List<String> free = Ports.freeAddresses(3);
    control = Ports.of(free.get(0));
    comments = Ports.of(free.get(1));
    talk = Ports.of(free.get(2));
    URI publish = URI.create("http://" + control() + "/publish/");
    origins.add(new GripChatOrigin(talk, publish));
    try {
      folder = Files.createTempDirectory("zmqwebbridge-grip");
    } catch (IOException failed) {
      throw new UncheckedIOException("there is no folder for the comments in Python", failed);
    }
    Python.having("http.server").map(python -> program(python, publish)).ifPresent(origins::add);
  }

  private Program program(String python, URI publish) {
    Path file = folder.resolve(SOURCE);
    try (InputStream source = GripOrigins.class.getResourceAsStream("/demo/source/" + SOURCE)) {
      Files.copy(source, file);
    } catch (IOException failed) {
      throw new UncheckedIOException("the comments in Python do not start", failed);
    }
    List<String> command =
        List.of(python, "-B", file.toString(), String.valueOf(comments), publish.toString());
    String address = "http://127.0.0.1:" + comments;
    return new Program("comments", "origin", address, "live comments, in Python", command);
  }

  /** Those that there are; each can be stopped. */
  List<Appliance> origins() {
    return List.copyOf(origins);
  }

  /** Where they publish, as the bridge listens there. */
  String control() {
    return "127.0.0.1:" + control;
  }

  /** Which paths lead to them, as lines of a routes file. */
  List<String> routes() {
    return List.of(
        "*,path_beg=/live/chat 127.0.0.1:" + talk + ",over_http",
        "*,path_beg=/live/comments 127.0.0.1:" + comments);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(SOURCE));
      Files.deleteIfExists(folder); // it may be closed twice
    } catch (IOException left) {
      throw new UncheckedIOException("the comments in Python stay in " + folder, left);
    }
  }
}
