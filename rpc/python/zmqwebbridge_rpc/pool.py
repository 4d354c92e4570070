"""The threads that run functions."""

import logging
import queue
import threading

log = logging.getLogger("zmqwebbridge_rpc")


class Job:
    """One call on its way to its one answer; the first to give one wins."""

    def __init__(self, envelope, body, deadline, on_answer):
        self.envelope = envelope
        self.body = body
        self.deadline = deadline
        self.reply = None
        self._on_answer = on_answer
        self._lock = threading.Lock()

    def answer(self, message):
        with self._lock:
            if self.reply is not None:
                return
            self.reply = message
        self._on_answer(self)


class HandlerPool:
    """Runs jobs. A thread whose job does not end in time is given up and replaced, so that no
    function can stop the others; how many may be given up is limited."""

    def __init__(self, workers, max_stuck, max_waiting, handle):
        self._handle = handle
        self._max_stuck = max_stuck
        self._queue = queue.Queue(max_waiting)
        self._lock = threading.Lock()
        self._running = {}  # job → its worker's token
        self._given_up = set()
        self._threads = set()
        self._closed = False
        for _ in range(workers):
            self._start_worker()

    def _start_worker(self):
        thread = threading.Thread(target=self._work, name="rpc-worker", daemon=True)
        with self._lock:
            self._threads.add(thread)
        thread.start()

    def offer(self, job):
        """False if as many wait as may."""
        try:
            self._queue.put_nowait(job)
            return True
        except queue.Full:
            return False

    def overdue(self, job):
        """Gives up on a job that was answered because its time was over."""
        with self._lock:
            worker = self._running.get(job)
            if worker is None or worker in self._given_up:
                return
            if len(self._given_up) >= self._max_stuck:
                log.warning("%d functions have not returned; no thread replaces this one",
                            len(self._given_up))
                return
            self._given_up.add(worker)
        self._start_worker()

    def _work(self):
        me = threading.current_thread()
        while True:
            job = self._queue.get()
            if job is None or not self._perform(me, job):
                break
        with self._lock:
            self._threads.discard(me)

    def _perform(self, me, job):
        with self._lock:
            self._running[job] = me
        try:
            if job.reply is None:
                self._handle(job)
        finally:
            with self._lock:
                del self._running[job]
                given_up = me in self._given_up
                self._given_up.discard(me)
        return not given_up and not self._closed

    def close(self, seconds):
        """Ends the threads; those whose function does not return are left behind."""
        self._closed = True
        while True:  # what waits is not carried out
            try:
                self._queue.get_nowait()
            except queue.Empty:
                break
        with self._lock:
            threads = [t for t in self._threads if t not in self._given_up]
        for _ in threads:
            try:
                self._queue.put_nowait(None)
            except queue.Full:
                break
        for thread in threads:
            thread.join(seconds)
