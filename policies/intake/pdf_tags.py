"""The only place that knows the validator of tagged PDFs. It is there where the tests run, and
wherever an administrator installs it."""

from collections.abc import Iterator

# PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), by the names that the validator has for them.
STANDARDS = ("ua1", "2a")


def faults_of_tags(data: bytes) -> Iterator[str]:
    """Yield what the validator says against a PDF; nothing where it is not installed."""
    try:
        import page  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return
    for standard in STANDARDS:
        for failure in page.validate_pdf_bytes(data, profile=standard).failures:
            yield f"It does not keep to {standard}: {failure.message} ({failure.rule_id})."
