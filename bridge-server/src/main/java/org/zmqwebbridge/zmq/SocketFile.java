package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a Unix socket. It outlives a process that was killed, and then keeps the next from
 * being bound there.
 *
 * <p>Owner thread: any; never blocks.
 */
final class SocketFile {
  private static final Logger log = LoggerFactory.getLogger(SocketFile.class);

  private SocketFile() {}

  /** Removes a socket that nobody listens at; nothing else, and not through a link. */
  static void removeAbandoned(Path path) {
    try {
      if (isSpecial(path) && isAbandoned(path)) {
        Files.delete(path);
      }
    } catch (IOException kept) {
      log.debug("{} stays", path, kept);
    }
  }

  private static boolean isSpecial(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther();
  }

  /** The system refuses at once where nobody listens. */
  private static boolean isAbandoned(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      boolean unused = probe.connect(UnixDomainSocketAddress.of(path));
      return false; // somebody listens, or is too busy to say so
    } catch (ConnectException refused) {
      return true;
    }
  }
}
