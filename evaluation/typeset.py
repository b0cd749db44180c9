"""Names and numbers as they may stand in LaTeX and in CSV: text from data is never markup and never a formula."""

from __future__ import annotations

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "–": "--", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}",
}  # fmt: skip


def latex(text: str) -> str:
    """Return a text as LaTeX sets it, letter by letter, on one line."""
    printable = (char for char in " ".join(text.split()) if char.isprintable())
    return "".join(_LATEX.get(char, char) for char in printable)


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def written(value: float | None) -> str:
    """Return a number for CSV, floats with six digits; "" for none."""
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
