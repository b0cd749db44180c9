"""Values as Hydra takes them whatever is in them."""

from __future__ import annotations

import re


def quoted(value: str) -> str:
    """Return `value` in quotation marks, so that Hydra's grammar and OmegaConf's ``${…}`` leave it alone.

    Within them a backslash escapes only a quotation mark or another backslash before one.
    """
    escaped = re.sub(r"(\\*)'", r"\1\1\\'", value.replace("${", "\\${"))
    doubled = "\\" * (len(escaped) - len(escaped.rstrip("\\")))
    return f"'{escaped}{doubled}'"
