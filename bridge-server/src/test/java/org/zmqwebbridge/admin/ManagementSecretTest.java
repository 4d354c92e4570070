package org.zmqwebbridge.admin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementSecretTest {
  private static final String SECRET = "0123456789abcdef";

  @TempDir private Path folder;

  private Path file(String content, String permissions) {
    try {
      Path file = Files.writeString(folder.resolve("secret"), content);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuses(Path file, String says) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ManagementSecret.read(file))
            .getMessage();
    assertTrue(message.contains(file.toString()), message);
    assertTrue(message.contains(says), message);
    assertFalse(message.contains("0123456789"), message);
  }

  @Test
  void onlyTheWholeSecretAsABearerMatches() {
    ManagementSecret secret = ManagementSecret.read(file(SECRET + "\n", "rw-------"));
    assertTrue(secret.matches("Bearer " + SECRET));
    assertTrue(secret.matches("bearer  " + SECRET + " "));
    assertFalse(secret.matches(null));
    assertFalse(secret.matches(""));
    assertFalse(secret.matches("Bearer "));
    assertFalse(secret.matches(SECRET));
    assertFalse(secret.matches("Basic " + SECRET));
    assertFalse(secret.matches("Bearer " + SECRET + "0"));
    assertFalse(secret.matches("Bearer " + SECRET.substring(1)));
    assertFalse(secret.matches("Bearer " + SECRET.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-----w-", "rw--w----"})
  void aFileThatOthersCanReadOrChangeIsRefused(String permissions) {
    refuses(file(SECRET, permissions), "chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------", "rw-r-----", "r--r-----"})
  void aFileOfOwnerAndGroupIsRead(String permissions) {
    assertTrue(
        ManagementSecret.read(file(SECRET, permissions)).matches("Bearer " + SECRET), permissions);
  }

  @Test
  void whatIsNoSecretIsRefused() {
    refuses(file("", "rw-------"), "openssl rand");
    refuses(file("0123456789abcde\n", "rw-------"), "openssl rand");
    refuses(file("0".repeat(1025), "rw-------"), "openssl rand");
    refuses(file("0123456789 abcdef", "rw-------"), "printable");
    refuses(file("0123456789abcde\u00fc", "rw-------"), "printable");
    refuses(file(SECRET + "\n" + SECRET, "rw-------"), "printable");
    refuses(folder.resolve("absent"), "is the path right");
  }

  @Test
  void anAddressThatOtherMachinesReachDemandsIt() {
    InetSocketAddress everywhere = new InetSocketAddress(InetAddresses.forString("0.0.0.0"), 0);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ManagementConfig(everywhere, Optional.empty(), List.of()))
            .getMessage();
    assertTrue(message.contains("management.secretFile"), message);
    ManagementSecret secret = ManagementSecret.read(file(SECRET, "rw-------"));
    assertTrue(
        new ManagementConfig(everywhere, Optional.of(secret), List.of()).secret().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "*.example.org", "zwb.example.org:9000", "http://a", "-a", "[::1]"})
  void aHostIsAName(String host) {
    InetSocketAddress here = new InetSocketAddress(InetAddresses.forString("127.0.0.1"), 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ManagementConfig(here, Optional.empty(), List.of(host)));
  }
}
