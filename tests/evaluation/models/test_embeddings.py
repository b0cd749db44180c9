"""Figures of word vectors, worked by hand in two dimensions."""

from __future__ import annotations

import gzip
import math
from pathlib import Path

import numpy as np
import pytest
from socialsim.evaluation.models.embeddings import ModelVectors, WordVectors, read_vectors, scores, words_of
from socialsim.signatures import InputError, Reply

VECTORS = {"sad": (3.0, 4.0), "low": (4.0, 3.0), "fine": (-1.0, 0.0), "day": (0.0, 2.0)}
TEXT = "".join(f"{word} {x} {y}\n" for word, (x, y) in VECTORS.items())


@pytest.fixture
def vectors() -> WordVectors:
    return WordVectors("by hand", {word: np.array(vector) for word, vector in VECTORS.items()}, 2)


def file(folder: Path, text: str, name: str = "vectors.txt") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def test_figures_worked_by_hand(vectors: WordVectors) -> None:
    found = scores([Reply("Sad day", ("Low",))], vectors)
    # (3, 4) + (0, 2) = (3, 6) beside (4, 3): (12 + 18) / (√45 · 5).
    assert found.average[0] == pytest.approx(30 / (math.sqrt(45) * 5))
    # Farthest from 0 of 3, 0 and of 4, 2: (3, 4) beside (4, 3): 24 / 25.
    assert found.extrema[0] == pytest.approx(24 / 25)
    # low is likest to sad: 24/25. sad to low 24/25, day to low 3/5. Mean of 24/25 and of their mean.
    assert found.greedy[0] == pytest.approx((24 / 25 + (24 / 25 + 3 / 5) / 2) / 2)


def test_extremes_keep_their_sign(vectors: WordVectors) -> None:
    # fine (-1, 0) and low (4, 3): 4 is farther than -1; with fine alone -1 is all there is.
    assert scores([Reply("fine low", ("low",))], vectors).extrema[0] == pytest.approx(1)
    assert scores([Reply("fine", ("low",))], vectors).extrema[0] == pytest.approx(-4 / 5)
    # fine and day (0, 2): (-1, 2) beside (4, 3).
    assert scores([Reply("fine day", ("low",))], vectors).extrema[0] == pytest.approx(2 / (math.sqrt(5) * 5))


def test_unknown_words_are_left_out_and_counted(vectors: WordVectors) -> None:
    some = [Reply("Sad indeed", ("low",)), Reply("indeed", ("low",)), Reply("sad", ("indeed",)), Reply("", ("low",))]
    found = scores(some, vectors)
    assert found.average[0] == pytest.approx(24 / 25)
    assert np.isnan(found.average[1:]).all() and np.isnan(found.greedy[1:]).all()
    assert (found.unknown, found.words) == (3, 8)
    assert "3 of 8 words have no vector and are left out, 3 replies without any are missing" in found.about
    assert [one.counted.tolist() for one in found.measures()] == [[True, False, False, False]] * 3


def test_what_has_no_reply_or_reference_is_missing(vectors: WordVectors) -> None:
    found = scores([Reply(None, ("low",)), Reply("sad"), Reply("sad", ("sad",))], vectors)
    assert np.isnan(found.average[:2]).all() and found.average[2] == pytest.approx(1)


def test_the_best_reference_counts_for_each_figure(vectors: WordVectors) -> None:
    best = scores([Reply("sad", ("fine", "low"))], vectors)
    assert best.average[0] == pytest.approx(24 / 25)


@pytest.mark.parametrize("name", ["glove.txt", "glove.txt.gz"])
@pytest.mark.parametrize("head", ["", "4 2\n"], ids=["GloVe", "word2vec"])
def test_only_the_words_needed_are_kept(tmp_path: Path, name: str, head: str) -> None:
    found = read_vectors(file(tmp_path, head + TEXT, name), words_of([Reply("So sad", ("A low day",))]))
    assert {word: tuple(vector) for word, vector in found.known.items()} == {
        word: VECTORS[word] for word in ("sad", "low", "day")
    }
    assert found.dimensions == 2


def test_names_of_several_words_and_second_lines_are_passed_over(tmp_path: Path) -> None:
    found = read_vectors(file(tmp_path, f"low 1 2\nsad . . 7 8\n{TEXT}sad 1 1\n"), {"sad"})
    assert found.known["sad"].tolist() == [3, 4]


def test_a_file_that_has_no_vectors_is_one_line(tmp_path: Path) -> None:
    for text, message in (
        ("This is a letter.\nsad 1 2\n", r"vectors.txt:1: is no word with its vector"),
        ("low 1 2\nsad 1\n", r"vectors.txt:2: has 1 numbers; the lines before have 2"),
        ("low 1 2\nsad 1 x\n", r"vectors.txt:2: is no word with its vector"),
        ("low 1 2\nsad 1 nan\n", r"vectors.txt:2: is no word with its vector"),
        ("high 1 2\n", "has none of the 2 words"),
        ("", "has none of the 2 words"),
    ):
        with pytest.raises(InputError, match=message) as refused:
            read_vectors(file(tmp_path, text), {"sad", "low"})
        assert "\n" not in str(refused.value)
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_vectors(tmp_path / "none.txt", {"sad"})
    (tmp_path / "plain.gz").write_text(TEXT)
    with pytest.raises(InputError, match="cannot be read: Not a gzipped file"):
        read_vectors(tmp_path / "plain.gz", {"sad"})


def test_a_local_model_gives_vectors_of_its_own_tokens(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("llguidance")
    from socialsim.generators.local.loading import load

    from tests.generators.local.tiny import make_model

    loaded = load(str(make_model(tmp_path)), None, "auto", "cpu")
    rows = loaded.model.get_input_embeddings().weight.double().numpy()
    ids = [loaded.tokenizer.encode(text, add_special_tokens=False) for text in ("I lost my job.", "Me too.")]
    found = scores([Reply("I lost my job.", ("Me too.",))], ModelVectors(loaded))
    one, other = (rows[some].sum(axis=0) for some in ids)
    assert found.average[0] == pytest.approx(one @ other / np.linalg.norm(one) / np.linalg.norm(other))
    assert found.unknown == 0 and found.words == sum(map(len, ids))
