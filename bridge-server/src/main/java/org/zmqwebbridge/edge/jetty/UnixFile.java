package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.edge.UnixPlace;

/**
 * The file of a Unix socket that is listened at: made, given to whom it is for, and taken away.
 *
 * <p>Owner thread: the one that starts or stops the edge.
 */
record UnixFile(UnixPlace place) {
  /** As the digits of a mode have them, from the last bit on. */
  private static final List<PosixFilePermission> BITS =
      List.of(
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ);

  private static final int OCTAL = 8;

  /**
   * Listens there. A socket that somebody listens at stays, and so does any other file.
   *
   * @param backlog connections that wait to be accepted
   * @throws IOException if it cannot; the message says what to do
   */
  ServerSocketChannel listen(int backlog) throws IOException {
    removeAbandoned();
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(place.path()), backlog);
      give();
      return channel;
    } catch (IOException | UnsupportedOperationException failure) {
      boolean isBound = channel.getLocalAddress() != null;
      channel.close();
      if (isBound) {
        remove();
      }
      throw new IOException(
          "cannot listen at "
              + place
              + ": "
              + failure
              + "; is its folder there and writable, are user and group, and does no other server"
              + " listen there?",
          failure);
    }
  }

  /** A process that was killed leaves its file behind. */
  private void removeAbandoned() throws IOException {
    Path path = place.path();
    boolean isSocket =
        Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    if (isSocket && isAbandoned()) {
      Files.delete(path);
    }
  }

  /** The system refuses at once where nobody listens. */
  private boolean isAbandoned() throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      boolean unused = probe.connect(UnixDomainSocketAddress.of(place.path()));
      return false;
    } catch (ConnectException refused) {
      return true;
    }
  }

  /** To its group and user first: anyone who is let in by the mode is the right one. */
  private void give() throws IOException {
    PosixFileAttributeView file =
        Files.getFileAttributeView(place.path(), PosixFileAttributeView.class);
    UserPrincipalLookupService names = place.path().getFileSystem().getUserPrincipalLookupService();
    if (place.group().isPresent()) {
      file.setGroup(names.lookupPrincipalByGroupName(place.group().get()));
    }
    if (place.user().isPresent()) {
      file.setOwner(names.lookupPrincipalByName(place.user().get()));
    }
    Optional<String> mode = place.mode();
    if (mode.isPresent()) {
      file.setPermissions(permissions(Integer.parseInt(mode.get(), OCTAL)));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.size(); bit++) {
      if ((mode >> bit & 1) != 0) {
        permissions.add(BITS.get(bit));
      }
    }
    return permissions;
  }

  /** Takes it away, after nobody listens there any more. */
  void remove() throws IOException {
    Files.deleteIfExists(place.path());
  }
}
