package org.zmqwebbridge.mongrel2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.zmq.FileMode;

/**
 * Files of uploads, made by {@code upload.temp_store}: a name whose last {@code XXXXXX} is replaced
 * so that there was no such file before.
 *
 * <p>Owner thread: none; files are written by the executor.
 */
final class Uploads {
  private static final String PLACE = "XXXXXX";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ATTEMPTS = 100;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A file that is being written. */
  record Opened(Path path, FileChannel channel) {}

  private final Server server;
  private final Executor executor;

  Uploads(Server server, Executor executor) {
    this.server = server;
    this.executor = executor;
  }

  /** What may block is done here. */
  void later(Runnable task) {
    executor.execute(task);
  }

  /**
   * A new file, which only its owner reads unless {@code upload.temp_store_mode} says otherwise.
   *
   * @throws IOException if it cannot be made
   */
  Opened open() throws IOException {
    Mongrel2Limits limits = server.limits();
    String pattern = limits.uploadTempStore().orElseThrow();
    FileAttribute<Set<PosixFilePermission>> mode =
        PosixFilePermissions.asFileAttribute(new FileMode(limits.uploadMode()).permissions());
    for (int attempt = 1; ; attempt++) {
      Path path = Path.of(name(pattern)).toAbsolutePath();
      try {
        FileChannel channel =
            FileChannel.open(
                path, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
        return new Opened(path, channel);
      } catch (FileAlreadyExistsException taken) {
        if (attempt == ATTEMPTS || !pattern.contains(PLACE)) {
          throw taken;
        }
      }
    }
  }

  private static String name(String pattern) {
    int at = pattern.lastIndexOf(PLACE);
    if (at < 0) {
      return pattern;
    }
    StringBuilder name = new StringBuilder(pattern);
    for (int i = at; i < at + PLACE.length(); i++) {
      name.setCharAt(i, LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return name.toString();
  }
}
