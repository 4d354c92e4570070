package org.zmqwebbridge.mongrel2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.zmqwebbridge.mongrel2.wire.ExtendedReply;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What handlers may order besides bytes: files of the server's directories, and nothing else.
 *
 * <p>Owner thread: the loop's; files are looked for by the executor.
 *
 * @param isOn whether the configuration has {@code sendfile}
 * @param folder what relative names are relative to
 * @param roots the folders that files may be in
 */
record Orders(boolean isOn, Path folder, List<Path> roots, Executor files, Counters counters) {
  /** Does it; what is not known, or not there, ends the connection. */
  void obey(Client client, ExtendedReply order) {
    if (isOn && order.word().equals(ExtendedReply.FILE) && !order.text().isEmpty()) {
      files.execute(() -> send(client, order.text()));
    } else {
      refuse(client);
    }
  }

  private void send(Client client, String name) {
    try {
      Path path = folder.resolve(name).toRealPath();
      if (Files.isRegularFile(path) && isInside(path)) {
        new FileOrder(client, path, files).begin();
        return;
      }
    } catch (IOException | IllegalArgumentException none) {
      // said below
    }
    refuse(client);
  }

  private boolean isInside(Path path) throws IOException {
    for (Path root : roots) {
      if (Files.isDirectory(root) && path.startsWith(root.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private void refuse(Client client) {
    counters.increment(Counter.MONGREL2_ORDERS_REFUSED);
    client.cancel();
  }
}
