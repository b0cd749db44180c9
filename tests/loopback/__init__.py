"""A provider of language models on loopback, for benchmarks and for tests of what goes wrong between us and a provider.

It is its own process, so that a client and the server have a core each, and it speaks OpenAI's protocol over real
sockets. Its answers depend on the request alone, and so do its faults:

    with Loopback(latency=0.05, faults={"429": 0.03, "reset": 0.01}) as server:
        server.base_url      http://127.0.0.1:PORT/v1
        server.stats()       how many requests came, were answered, at most at once, with which faults
        server.log()         every request: its hash, when it came and was answered, its fault
        server.reset(latency=0.5)

For tests that want to say in Python what is answered, `tests.server` is the simpler one.
"""

from .handle import Loopback
from .options import KINDS, Options

__all__ = ["KINDS", "Loopback", "Options"]
