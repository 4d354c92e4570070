package org.zmqwebbridge.demo;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.zmqwebbridge.demo.notebook.KernelFolder;
import org.zmqwebbridge.demo.notebook.KernelService;
import org.zmqwebbridge.demo.service.Outlet;
import org.zmqwebbridge.demo.service.Python;

/**
 * Whether there is a notebook, and who may use it: a kernel runs any code as the user who has
 * started the demo, so that only who has read the demo's terminal gets it.
 *
 * <p>Owner thread: any. Lifetime: the demo's; {@link #close} comes after the kernel's end.
 */
final class Notebook implements AutoCloseable {
  private static final String INSTALL = "Debian: apt install python3-ipykernel";

  private final KernelFolder folder = new KernelFolder();
  private final String key = Token.make();
  private final boolean isOffered;
  private final CompletableFuture<Optional<String>> interpreter = new CompletableFuture<>();
  private final Thread looking = new Thread(this::look, "demo-notebook");

  /** Begins to look for a Python with a kernel, beside the start of all else. */
  Notebook(DemoOptions options) {
    isOffered = options.staysOnThisMachine();
    looking.start();
  }

  private void look() {
    Optional<String> found = Optional.empty();
    try {
      found = isOffered ? Python.having("ipykernel") : found;
    } finally {
      interpreter.complete(found);
    }
  }

  KernelFolder folder() {
    return folder;
  }

  /** What the bridge's hook asks for. */
  String key() {
    return key;
  }

  /**
   * What starts the kernel for a page, if this machine has one.
   *
   * @param address where it takes orders
   */
  Optional<Outlet> kernel(String address) {
    return interpreter
        .join()
        .map(
            python ->
                new Outlet(
                    "kernel",
                    "REP",
                    address,
                    "starts a Jupyter kernel for the notebook",
                    () -> new KernelService(address, python, folder)));
  }

  /** Behind the #, so that no server, log or other page is told the key. */
  String url(String pages) {
    return pages + "notebook.html#key=" + key;
  }

  /** For the terminal. */
  String words(String pages) {
    if (!isOffered) {
      return "Notebook: not offered, since --management listens beyond this machine.";
    }
    return interpreter.join().isPresent()
        ? "Notebook: " + url(pages) + " (who has this address runs code as you)"
        : "Notebook: needs a Jupyter kernel for Python. " + INSTALL;
  }

  @Override
  public void close() {
    Uninterruptibles.joinUninterruptibly(looking);
    folder.close();
  }
}
