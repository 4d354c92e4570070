"""A Jupyter kernel that ends with the demo, however that ends: the demo holds the other end of its
standard input, and never writes.

    python3 kernel.py kernel.json
"""

import os
import signal
import sys
import threading

from ipykernel.kernelapp import launch_new_instance


def end_with(demo):
    while os.read(demo, 1):
        pass
    os.killpg(0, signal.SIGKILL)  # and what the kernel has started


if __name__ == "__main__":
    os.setpgrp()  # Ctrl-C in the demo's terminal is not the kernel's
    demo = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    threading.Thread(target=end_with, args=(demo,), daemon=True).start()
    launch_new_instance(["-f", sys.argv[1]])
