import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.evidence.sql import literal, one

ENGINE = duckdb.connect()


@given(st.text(max_size=40))
def test_whatever_the_text_it_stays_a_text(text):
    assert one(ENGINE, f"select {literal(text)}") == text.replace("\x00", "")


def test_a_query_without_a_row_has_no_value():
    with pytest.raises(LookupError, match="no row"):
        one(ENGINE, "select 1 where false")
