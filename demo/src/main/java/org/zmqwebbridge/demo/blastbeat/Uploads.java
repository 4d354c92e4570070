package org.zmqwebbridge.demo.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.node.BlastbeatNode;
import org.zmqwebbridge.node.NodeMessage;
import org.zmqwebbridge.node.Session;

/**
 * Takes uploads as they come, and tells the page of each how far it is: by a group, since its
 * WebSocket may be at another node. The answer is how many bytes came, and their SHA-256.
 *
 * <p>Owner thread: its node's.
 */
final class Uploads {
  private static final long MAX_BYTES = 64 << 20;
  private static final long TOLD_BYTES = 256 << 10;
  private static final byte[] TOO_LARGE = "64 MB are the most\n".getBytes(UTF_8);
  private static final Gson JSON = new Gson();

  /** One that has begun. */
  private static final class Upload {
    private final NodeMessage request;
    private final Hasher sha256 = Hashing.sha256().newHasher();
    private long bytes;
    private long told;

    Upload(NodeMessage request) {
      this.request = request;
    }
  }

  private final BlastbeatNode node;
  private final String name;
  private final Map<Session, Upload> begun = new LinkedHashMap<>();

  Uploads(BlastbeatNode node, String name) {
    this.node = node;
    this.name = name;
  }

  void onRequest(NodeMessage request) {
    Upload upload = new Upload(request);
    begun.put(request.session(), upload);
    if (request.length().orElse(0) > MAX_BYTES) {
      refuse(upload);
    } else if (request.length().orElse(1) == 0) {
      done(upload);
    }
  }

  /** A part; an empty one is the end of what came in chunks. */
  void onBody(NodeMessage part) {
    Upload upload = begun.get(part.session());
    if (upload == null) {
      return;
    }
    upload.sha256.putBytes(part.body());
    upload.bytes += part.body().length;
    boolean isLast =
        upload.request.length().isPresent()
            ? upload.bytes >= upload.request.length().getAsLong()
            : part.body().length == 0;
    if (isLast || upload.bytes - upload.told >= TOLD_BYTES) {
      tell(upload);
    }
    if (upload.bytes > MAX_BYTES) {
      refuse(upload);
    } else if (isLast) {
      done(upload);
    }
  }

  private void tell(Upload upload) {
    upload.told = upload.bytes;
    String page = upload.request.variable("QUERY_STRING");
    if (page.matches("[0-9a-f]{16}")) {
      Map<String, Object> event = Map.of("type", "upload", "bytes", upload.bytes, "node", name);
      node.toGroup(upload.request.session(), "page-" + page, JSON.toJson(event));
    }
  }

  private void refuse(Upload upload) {
    begun.remove(upload.request.session());
    Map<String, String> headers = Map.of("Connection", "close");
    node.answer(upload.request, "413 Content Too Large", headers, TOO_LARGE);
    node.end(upload.request.session());
  }

  private void done(Upload upload) {
    begun.remove(upload.request.session());
    String sha256 = upload.sha256.hash().toString();
    String json = JSON.toJson(Map.of("bytes", upload.bytes, "sha256", sha256, "node", name));
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    node.answer(upload.request, "200 OK", headers, json.getBytes(UTF_8));
  }

  void onEnd(Session session) {
    begun.remove(session);
  }
}
