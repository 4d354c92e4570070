package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.zmqwebbridge.config.ConfigSources;

/**
 * What {@code zwb serve} was started with: the file, the environment and the command line, to be
 * read once and again; and whether one of the files has changed, the ones included that settings
 * name.
 *
 * <p>Owner thread: the one that starts the bridge, then the one for its reloads. Lifetime: the
 * program's.
 */
final class ServedConfig implements ReloadSource {
  private final Optional<Path> file;
  private final Supplier<ConfigSources> sources;
  private final AuthParts parts = new AuthParts();
  private Set<Path> files = Set.of();
  private FileStamps loaded; // just before the last read
  private FileStamps seen; // at the last look
  private LogSettings log = LogSettings.DEFAULTS; // of the last read
  private LogSettings appliedLog = LogSettings.DEFAULTS;

  /**
   * @param file the configuration file, if there is one
   * @param sources reads all sources
   */
  ServedConfig(Optional<Path> file, Supplier<ConfigSources> sources) {
    this.file = file;
    this.sources = sources;
  }

  @Override
  public BridgeBuilder read() {
    Set<Path> all = new LinkedHashSet<>();
    file.ifPresent(all::add);
    FileStamps before = FileStamps.of(all); // a change while it is read is one more change
    remember(all, before);
    ConfigSources read = sources.get();
    read.texts().forEach(text -> FileStamps.file(text).ifPresent(all::add));
    remember(all, FileStamps.of(all).overlaidBy(before));
    BridgeBuilder builder = read.read(settings -> BridgeSettings.read(settings, parts));
    log = LogSettings.read(read.read().section("log"));
    return builder.reloadFrom(this);
  }

  @Override
  public List<String> applied() {
    List<String> changed = log.differences(appliedLog);
    log.apply();
    appliedLog = log;
    return changed;
  }

  private void remember(Set<Path> all, FileStamps stamps) {
    files = Set.copyOf(all);
    loaded = stamps;
    seen = stamps;
  }

  @Override
  public boolean hasSettledAnew() {
    FileStamps now = FileStamps.of(files);
    boolean settled = now.equals(seen);
    seen = now;
    return settled && !now.equals(loaded);
  }

  @Override
  public Optional<String> remark() {
    return file.isPresent()
        ? Optional.empty()
        : Optional.of(
            "there is no file of settings to reload: it was started without --config (files that"
                + " its settings name were read again)");
  }
}
