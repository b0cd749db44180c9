"""Privacy: posts without names, places and contacts, before anything of them is sent to a provider.

scrubbed = Scrubber().scrub(post.text)
scrubbed.text, scrubbed.replacements
"""

from .finding import Kind
from .scrubber import Replacement, Scrubbed, Scrubber

__all__ = ["Kind", "Replacement", "Scrubbed", "Scrubber"]
