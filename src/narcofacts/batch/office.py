"""The text of DOCX and PDF files, with the extra `documents`."""

from __future__ import annotations

import io
import logging

from narcofacts.errors import InputError

_MISSING = "reading this needs an extra: pip install 'narcofacts[documents]'"


def docx_text(data: bytes, path: str) -> str:
    """The paragraphs and the cells of tables, in the order of the document. Raises InputError."""
    try:
        import docx
        from docx.table import Table
    except ImportError as error:
        raise InputError(path, _MISSING) from error
    try:
        blocks: list[str] = []
        for block in docx.Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Table):
                blocks += [cell.text for row in block.rows for cell in row.cells]
            else:
                blocks.append(block.text)
    except Exception as error:  # damaged files break its parsers in many ways
        raise InputError(path, f"not a readable DOCX file ({type(error).__name__})") from error
    return "\n\n".join(block for block in blocks if block.strip())


def pdf_text(data: bytes, path: str) -> str:
    """The text of all pages. A PDF of scanned pictures has none. Raises InputError."""
    try:
        import pypdf
    except ImportError as error:
        raise InputError(path, _MISSING) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception as error:
        raise InputError(path, f"not a readable PDF file ({type(error).__name__})") from error
    text = "\n\n".join(page for page in pages if page.strip())
    if not text.strip():
        raise InputError(path, "no text in the PDF: scanned pages need OCR first")
    return text
