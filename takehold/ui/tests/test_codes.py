"""A code to scan: an own address, black on white, with its name for those who do not see it."""

from __future__ import annotations

from takehold.ui.codes import qr_code


def test_it_is_a_named_picture_that_changes_with_its_address() -> None:
    one, other = qr_code("https://one.example/", "To <scan>"), qr_code("https://other.example/", "To scan")
    assert one.startswith("<svg ")
    assert "<title>To &lt;scan&gt;</title>" in one
    assert 'stroke="#000"' in one
    assert one != other
