package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;

/** When the files of a configuration have changed, and what is the same in the next reading. */
class ServedConfigTest {
  @TempDir private Path folder;
  private Path file;
  private ServedConfig config;

  @BeforeEach
  void open() throws IOException {
    write("secret", "correct-horse-battery-staple");
    Files.setPosixFilePermissions(
        folder.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
    file = write("zwb.yaml", "auth: { secret: { file: " + folder.resolve("secret") + " } }");
    config = new ServedConfig(Optional.of(file), () -> new ConfigSources().file(file));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Authorizer authorizer() {
    return config.read().config().authorizer();
  }

  @Test
  void aFileThatDoesNotChangeIsNoReason() {
    config.read();
    assertFalse(config.hasSettledAnew());
    assertFalse(config.hasSettledAnew());
  }

  @Test
  void aChangeCountsWhenNothingHasChangedSinceTheLastLook() throws IOException {
    config.read();
    write("zwb.yaml", "{}");
    assertFalse(config.hasSettledAnew());
    write("zwb.yaml", "listen: 127.0.0.1:1");
    assertFalse(config.hasSettledAnew());
    assertTrue(config.hasSettledAnew());
    config.read();
    assertFalse(config.hasSettledAnew());
  }

  @Test
  void aFileThatASettingNamesCountsAsWell() throws IOException {
    config.read();
    write("secret", "quite-another-secret-of-today");
    assertFalse(config.hasSettledAnew());
    assertTrue(config.hasSettledAnew());
  }

  /** Also one that is wrong is read once, not each second. */
  @Test
  void aFileThatCannotBeReadIsTriedOnce() throws IOException {
    config.read();
    write("zwb.yaml", "nonsense: 1");
    assertFalse(config.hasSettledAnew());
    assertTrue(config.hasSettledAnew());
    assertThrows(ConfigException.class, config::read);
    assertFalse(config.hasSettledAnew());
    write("zwb.yaml", "{}");
    assertFalse(config.hasSettledAnew());
    assertTrue(config.hasSettledAnew());
  }

  @Test
  void aFileThatIsGoneForAMomentIsAChangeWhenItIsBack() throws IOException {
    config.read();
    Files.delete(file);
    assertFalse(config.hasSettledAnew());
    write("zwb.yaml", "{}");
    assertFalse(config.hasSettledAnew());
    assertTrue(config.hasSettledAnew());
  }

  /** Kubernetes mounts links to a link to a folder, and swaps the one in the middle. */
  @Test
  void aLinkThatPointsElsewhereIsAChange() throws IOException {
    for (String version : new String[] {"one", "two"}) {
      Files.createDirectory(folder.resolve(version));
      Path written = write(version + "/zwb.yaml", "{}");
      Files.setLastModifiedTime(written, FileTime.fromMillis(0));
    }
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("one"));
    Path mounted = folder.resolve("mounted.yaml");
    Files.createSymbolicLink(mounted, Path.of("..data", "zwb.yaml"));
    config = new ServedConfig(Optional.of(mounted), () -> new ConfigSources().file(mounted));
    config.read();
    Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("two"));
    Files.move(next, data, StandardCopyOption.REPLACE_EXISTING);
    assertFalse(config.hasSettledAnew());
    assertTrue(config.hasSettledAnew());
  }

  @Test
  void aFileInAFolderThatASettingNamesCounts() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    FileStamps before = FileStamps.of(List.of(keys));
    write("keys/new.key", "x");
    assertFalse(before.equals(FileStamps.of(List.of(keys))));
  }

  @Test
  void anAuthorizerIsTheSameAsLongAsItsSettingsAndFilesAre() throws IOException {
    Authorizer first = authorizer();
    assertSame(first, authorizer());
    write("secret", "quite-another-secret-of-today");
    Authorizer second = authorizer();
    assertFalse(first == second);
    assertSame(second, authorizer());
  }

  @Test
  void theApplicationsOwnHooksAreMadeOnce() throws IOException {
    write("zwb.yaml", "auth: { class: " + Hooks.class.getName() + " }");
    Authorizer hooks = authorizer();
    assertSame(hooks, authorizer());
    write("zwb.yaml", "auth: { class: " + Authorizer.class.getName() + " }");
    assertSame(hooks, authorizer());
    write("zwb.yaml", "{}");
    assertSame(hooks, authorizer());
  }

  /** What an application may bring. */
  public static final class Hooks extends Authorizer {}
}
