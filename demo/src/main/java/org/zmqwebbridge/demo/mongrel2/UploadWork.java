package org.zmqwebbridge.demo.mongrel2;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.handler.Mongrel2Handler;
import org.zmqwebbridge.handler.Mongrel2Request;
import org.zmqwebbridge.handler.Mongrel2Request.Upload;

/**
 * Takes uploads that the server puts into files, and tells pages by WebSocket how far each has
 * come. The answer is how many bytes came, and their SHA-256; no file stays.
 *
 * <p>Owner thread: its handler's.
 */
final class UploadWork implements Work {
  private static final long MAX_BYTES = 64 << 20;
  private static final String HEX = "[0-9a-f]{1,32}";
  private static final Gson JSON = new Gson();

  /** An upload that has begun, and how many bytes there were when pages were last told. */
  private record Begun(Mongrel2Request request, Path file, String name, long told) {}

  private final Path folder;
  private final Map<Long, Begun> begun = new LinkedHashMap<>();
  private final Set<Long> pages = new LinkedHashSet<>();

  /**
   * @param folder where the server puts them; what is elsewhere is touched by nobody
   */
  UploadWork(Path folder) {
    this.folder = folder;
  }

  @Override
  public void onRequest(Mongrel2Handler handler, Mongrel2Request request) {
    if (request.isDisconnect()) {
      begun.remove(request.id());
      pages.remove(request.id());
    } else if (request.method().startsWith("WEBSOCKET")) {
      onPage(handler, request);
    } else if (request.upload().isPresent()) {
      onUpload(handler, request, request.upload().get());
    } else if (request.method().equals("POST")) {
      answer(handler, request, request.body().length, Hashing.sha256().hashBytes(request.body()));
    } else {
      Answers.text(handler, request, "405 Method Not Allowed", "POST a file here\n");
    }
  }

  private void onPage(Mongrel2Handler handler, Mongrel2Request request) {
    if (request.method().equals("WEBSOCKET_HANDSHAKE")) {
      if (Answers.accepts(handler, request)) {
        pages.add(request.id());
      }
    } else if (request.opcode() == Mongrel2Handler.CLOSE) {
      pages.remove(request.id());
      Answers.goodbye(handler, request);
    }
  }

  private void onUpload(Mongrel2Handler handler, Mongrel2Request request, Upload upload) {
    Path file = Path.of(upload.file());
    if (!file.normalize().startsWith(folder)) {
      throw new IllegalArgumentException("an upload is at " + file + ", not in " + folder);
    }
    if (upload.isDone()) {
      done(handler, request, file);
    } else if (size(request.header("content-length")) > MAX_BYTES) {
      refuse(handler, request);
    } else {
      String name = request.header("QUERY").replaceFirst("^id=(" + HEX + ")$", "$1");
      begun.put(request.id(), new Begun(request, file, name.matches(HEX) ? name : "", -1));
    }
  }

  private static long size(String length) {
    return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0; // of chunks, none is said
  }

  private static void refuse(Mongrel2Handler handler, Mongrel2Request request) {
    Answers.text(handler, request, "413 Content Too Large", "64 MB are the most\n");
    handler.kill(request);
  }

  private void done(Mongrel2Handler handler, Mongrel2Request request, Path file) {
    try {
      tell(handler, Optional.ofNullable(begun.remove(request.id())));
      long bytes = Files.size(file);
      if (bytes > MAX_BYTES) {
        refuse(handler, request); // chunks do not say before how many they are
      } else {
        answer(handler, request, bytes, MoreFiles.asByteSource(file).hash(Hashing.sha256()));
      }
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void answer(
      Mongrel2Handler handler, Mongrel2Request request, long bytes, Object sha256) {
    String json = JSON.toJson(Map.of("bytes", bytes, "sha256", sha256.toString()));
    Answers.json(handler, request, "200 OK", json);
  }

  @Override
  public void onTime(Mongrel2Handler handler) {
    for (Begun upload : begun.values()) {
      if (size(upload) > MAX_BYTES) {
        refuse(handler, upload.request());
      }
      tell(handler, Optional.of(upload))
          .ifPresent(told -> begun.replace(told.request().id(), told));
    }
    begun.values().removeIf(upload -> upload.told() > MAX_BYTES);
  }

  private static long size(Begun upload) {
    return upload.file().toFile().length();
  }

  /** Tells pages how far an upload is, if it is further than they know. */
  private Optional<Begun> tell(Mongrel2Handler handler, Optional<Begun> upload) {
    if (upload.isEmpty() || size(upload.get()) == upload.get().told()) {
      return Optional.empty();
    }
    Begun one = upload.get();
    long bytes = size(one);
    long of = size(one.request().header("content-length"));
    String json = JSON.toJson(Map.of("id", one.name(), "bytes", bytes, "of", of));
    handler.deliver(one.request().server(), pages, Mongrel2Handler.frame(json));
    return Optional.of(new Begun(one.request(), one.file(), one.name(), bytes));
  }
}
