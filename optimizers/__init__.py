"""Better demonstrations and instructions, by DSPy's optimizers, against the checks or against what people decided.

    parts = split([of_persona(persona, name) for name, persona in personas.items()])
    optimized = optimize(make_task("supporter", "quality", simulation), parts, "bootstrap", shown=written())
    optimized.compiled.about.better

See docs/optimizing.md.
"""

from .compiled import About, Compiled, Scores, load
from .examples import of_persona, of_turns, written
from .lesson import Settings
from .methods import METHODS
from .optimize import Optimized, Task, Watch, optimize
from .splits import Item, Split, split
from .tasks import METRICS, make_task, metric_of

__all__ = [
    "METHODS",
    "METRICS",
    "About",
    "Compiled",
    "Item",
    "Optimized",
    "Scores",
    "Settings",
    "Split",
    "Task",
    "Watch",
    "load",
    "make_task",
    "metric_of",
    "of_persona",
    "of_turns",
    "optimize",
    "split",
    "written",
]
