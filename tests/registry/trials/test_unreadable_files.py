"""A trial file that cannot be read says which file, where, what and what next, in both languages; never a traceback."""

from pathlib import Path

import pytest

from matching.errors import MalformedCriterion
from registry.trials import files

SOUND = (Path(files.__file__).parent / "library" / "NCT03461289.yaml").read_bytes()


def refusal(path: Path) -> MalformedCriterion:
    """The error of reading a file."""
    with pytest.raises(MalformedCriterion) as caught:
        files.load(path)
    return caught.value


@pytest.mark.parametrize(
    ("data", "where", "en", "fr"),
    [
        ("a: 1\nb: é".encode("latin-1"), "draft.yaml: line 2", "not UTF-8", "ligne 2 : texte qui n'est pas en UTF-8"),
        ("format: 1".encode("utf-16"), "draft.yaml: line 1", "not UTF-8", "enregistrer le fichier en UTF-8"),
        (b"a:\n\tb: 1", "draft.yaml: line 2", "a tab indents", "une tabulation indente"),
        (b"a:\n  b: 1\n\tc: 2\n", "draft.yaml: line 3", "with spaces", "avec des espaces"),
        (b"a: b: c", "draft.yaml: line 1", "not YAML", "pas du YAML"),
        (b"format: !!int x", "draft.yaml", "not YAML: a value", "une valeur que"),
        (b"format: " + b"9" * 5000, "draft.yaml", "not YAML: a value", "une valeur que"),
        (b"a: !!timestamp x", "draft.yaml", "not YAML: a value", "une valeur que"),
        (b"[" * 20_000 + b"]" * 20_000, "draft.yaml", "too deep", "trop de niveaux"),
        (b"", "draft.yaml", "write a mapping", "écrire un bloc"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_both_languages(
    tmp_path: Path, data: bytes, where: str, en: str, fr: str
):
    path = tmp_path / "draft.yaml"
    path.write_bytes(data)
    error = refusal(path)
    assert error.where == where
    assert en in error.text("en") == str(error)
    assert fr in error.text("fr")


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    error = refusal(tmp_path / "absent.yaml")
    assert str(error) == "absent.yaml: no such file; check its path"
    assert error.text("fr") == "absent.yaml : fichier introuvable ; vérifier son chemin"


def test_a_folder_is_no_file(tmp_path: Path):
    assert "cannot be opened" in str(refusal(tmp_path))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path):
    path = tmp_path / "draft.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND)
    assert files.load(path).id == "NCT03461289"


def test_several_errors_are_told_at_once_each_with_the_file(tmp_path: Path):
    path = tmp_path / "draft.yaml"
    text = SOUND.decode()
    for right, wrong in [("below: 180 d", "belo: 180 d"), ("to: 2}", "to: two}"), ("phase:", "phaze:")]:
        text = text.replace(right, wrong)
    path.write_text(text, encoding="utf-8")
    assert refusal(path).text("fr").splitlines() == [
        "draft.yaml: phaze : clé inconnue `phaze` ; vouliez-vous dire `phase` ?",
        "draft.yaml: cohorts.main.include.I1.age.belo : clé inconnue `belo` ; vouliez-vous dire `below` ?",
        "draft.yaml: cohorts.main.include.I3.copy_number.to : illisible ; écrire un nombre entier",
    ]
