"""JSON numbers come back as they were written, and what is no JSON for FHIR is refused by name."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_adapters.tokens import NotJson, Number, dump, parse


@pytest.mark.parametrize(
    "text", ["1.50", "-0", "0.0", "1E+2", "1e-7", "12345678901234567890123", "100", "-7", "0.10000000000000000555"]
)
def test_a_number_is_written_as_it_was_read(text):
    assert dump(parse(f'{{"value":{text}}}')) == f'{{"value":{text}}}'.encode()


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_everything_else_is_read_and_written_alike(content):
    assert parse(dump(content)) == content


def test_a_number_counts_as_one_and_is_copied_whole():
    (read,) = parse("[1.50]")
    assert (read, read + 1) == (1.5, 2.5)
    for other in (copy.deepcopy(read), pickle.loads(pickle.dumps(read))):  # noqa: S301  # ours
        assert isinstance(other, Number)
        assert other.text == "1.50"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'{"a":1,"a":1}', "duplicate-key"), (b"[NaN]", "not-json"), (b"[Infinity]", "not-json"), (b"[1,]", "not-json"),
        (b"\xff", "not-utf8"), (b"[" * 100_000, "too-deep"), (b"", "not-json"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_by_name(raw, why):
    with pytest.raises(NotJson) as refused:
        parse(raw)
    assert refused.value.code == why


def test_half_a_surrogate_pair_is_read_and_written_by_nobody():
    with pytest.raises(NotJson):
        dump(parse(b'["\\ud800"]'))


@pytest.mark.parametrize("text", ["1e400", "-1e999", "9" * 400])
def test_a_number_that_no_computer_holds_is_kept_unless_it_must_be_finite(text):
    assert dump(parse(f"[{text}]")) == f"[{text}]".encode()
    with pytest.raises(NotJson):
        parse(f"[{text}]", finite=True)
