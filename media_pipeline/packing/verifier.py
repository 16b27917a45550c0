"""The verifier as a file: `kiem_tra.py`, with its sentences written into it instead of looked up."""

from __future__ import annotations

import ast
from pathlib import Path

from media_pipeline import messages
from media_pipeline.packing import kiem_tra

_IMPORT = "from media_pipeline.messages import _\n"


def build_verifier() -> bytes:
    """A script that runs on any machine with Python, without anything of ours."""
    source = Path(kiem_tra.__file__).read_text(encoding="utf-8")
    head, import_line, body = source.partition(_IMPORT)
    if not import_line:
        raise ValueError("kiem_tra.py no longer has the line that is replaced")
    return f"{head}{_write_sentences(source)}{body}".encode()


def _write_sentences(source: str) -> str:
    """`_`, as code that has every sentence of the source in the language of this program."""
    said = sorted({_read_sentence(node) for node in ast.walk(ast.parse(source)) if _is_said(node)})
    lines = [f"    {sentence!r}: {messages._(sentence)!r},\n" for sentence in said]
    return f"SENTENCES = {{\n{''.join(lines)}}}\n\n\ndef _(sentence: str) -> str:\n    return SENTENCES[sentence]\n\n"


def _is_said(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"


def _read_sentence(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        raise TypeError(type(node))
    return str(ast.literal_eval(node.args[0]))
