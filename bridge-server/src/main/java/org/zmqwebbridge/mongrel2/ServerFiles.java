package org.zmqwebbridge.mongrel2;

import java.nio.file.Path;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * Where the files of a server are: what is relative, or absolute below a {@code chroot} that the
 * process cannot have, is below that folder.
 *
 * <p>Owner thread: none; nothing is kept.
 */
public final class ServerFiles {
  private ServerFiles() {}

  /** One that its configuration names. */
  public static Path of(ServerSpec spec, String name) {
    Path root = Path.of(spec.chroot().isEmpty() ? "" : spec.chroot()).toAbsolutePath();
    String inside = name.startsWith("/") && !spec.chroot().isEmpty() ? name.substring(1) : name;
    return root.resolve(inside).normalize();
  }
}
