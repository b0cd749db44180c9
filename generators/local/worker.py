"""The one thread that owns a model: calls wait in its queue from any thread or event loop."""

from __future__ import annotations

import atexit
import queue
import threading
from contextlib import suppress

from dspy.lm15 import LM15Error, ServerError

from ...signatures import SocialSimError
from .batch import Batch
from .call import Call
from .loading import LoadedModel, load, resolved_device

_GATHER = 0.003
"""Seconds to wait for company when a call comes to an idle worker: calls of one event loop arrive within that."""


class Worker:
    """Answers calls, up to `batch_size` at once. Nothing that a call does ends its thread."""

    def __init__(self, loaded: LoadedModel, batch_size: int) -> None:
        self.loaded, self.batch_size = loaded, batch_size
        self._waiting: queue.Queue[Call | None] = queue.Queue()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"local generator {loaded.name}", daemon=True)
        self._thread.start()
        atexit.register(self._end)  # a thread that is inside of torch when the interpreter goes aborts the process

    def submit(self, call: Call) -> None:
        """Put a call in the queue; its `result` is set when it is answered."""
        self._waiting.put(call)

    def _end(self) -> None:
        self._ending.set()
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        import torch

        batch = Batch(self.loaded)
        with torch.inference_mode():
            while not self._ending.is_set():
                for call in self._newcomers(batch):
                    self._admit(batch, call)
                self._step(batch)

    def _newcomers(self, batch: Batch) -> list[Call]:
        """Return calls for the room there is; wait for one when there is nothing else to do."""
        room = self.batch_size - len(batch.calls)
        come: list[Call | None] = []
        if not batch.calls:
            come.append(self._waiting.get())
        patience = 0.0 if batch.calls else _GATHER
        with suppress(queue.Empty):
            while len(come) < room:
                come.append(self._waiting.get(timeout=patience) if patience else self._waiting.get_nowait())
        return [call for call in come if call is not None]

    def _step(self, batch: Batch) -> None:
        try:
            if batch.calls:
                batch.step()
            for call in batch.calls:
                call.tell_so_far()
            for call in batch.release():
                self._deliver(call)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told to those who wait, and work goes on
            lost = batch.clear()
            for call in lost:
                call.fail(_told(error, self.loaded.name, len(lost)))

    def _admit(self, batch: Batch, call: Call) -> None:
        if call.result.cancelled():
            return
        try:
            call.begin(self.loaded)
            batch.admit(call)
            if call.over:
                self._deliver(call)
        except (LM15Error, SocialSimError) as error:
            call.fail(error)
        except Exception as error:  # noqa: BLE001 - as above
            call.fail(_told(error, self.loaded.name, len(batch.calls) + 1))

    def _deliver(self, call: Call) -> None:
        if not call.result.done():
            call.deliver(self.loaded)


def _told(error: Exception, model: str, calls: int) -> Exception:
    """Return an error in one sentence, as DSPy knows them; it asks again after a ServerError."""
    reason = (" ".join(str(error).split()).partition(". ")[0] or type(error).__name__)[:300]
    if "out of memory" in reason.lower():
        reason += f"; {calls} calls were being answered at once, a smaller lm.batch_size takes less"
    told: Exception = ServerError(f"{model}: {reason}")
    return told


_workers: dict[tuple[str, str | None, str, str], Worker] = {}
_loading = threading.Lock()


def worker_for(model: str, adapter: str | None, dtype: str, device: str, batch_size: int) -> Worker:
    """Return the worker of a model; each is in memory once per process, and answers the largest batch asked for.

    Raises:
        ConfigurationError: see `load` and `resolved_device`.
    """
    key = (model, adapter, dtype, resolved_device(device))
    with _loading:
        if key not in _workers:
            _workers[key] = Worker(load(*key), batch_size)
        worker = _workers[key]
        worker.batch_size = max(worker.batch_size, batch_size)
        return worker
