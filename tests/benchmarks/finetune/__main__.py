"""`make bench-finetune`: the tables of docs/benchmarks.md about tuned chatbots.

    python -m tests.benchmarks.finetune [perplexity] [frames] [trajectories] [throughput] [gpu]

Everything but `gpu` is done by toys on a processor, with fixed seeds. Conversations of people come from the
folder of open data beside the checkout; what needs them says so where it is not there.
"""

from __future__ import annotations

from ..common import run_parts
from . import frames, gpu, perplexity, throughput, trajectories

run_parts(perplexity, frames, trajectories, throughput, gpu)
