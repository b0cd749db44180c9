"""The response cache: what was put is there, whoever put it, whatever became of the process, until it is pruned."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from socialsim.cache import KeptResponse, ResponseCache
from socialsim.signatures import InputError


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[ResponseCache]:
    opened = ResponseCache(tmp_path / "responses.db")
    yield opened
    opened.close()


def kept(key: str, raw: bytes = b"{}", generator: str = "g") -> KeptResponse:
    return KeptResponse(key, generator, raw, 10, 5, 2)


def by_hand(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        return database.execute(sql).fetchall()


def test_an_answer_comes_back_byte_by_byte(cache: ResponseCache) -> None:
    raw = bytes(range(256))
    cache.put(kept("k", raw))
    assert cache.get("k") == raw
    assert cache.get("other") is None


def test_the_first_of_two_answers_stays(cache: ResponseCache) -> None:
    cache.put(kept("k", b"first"))
    cache.put(kept("k", b"second"))
    assert cache.get("k") == b"first"
    assert [row["answers"] for row in cache.statistics()] == [1]


def test_what_is_put_is_there_for_another_process_at_once(cache: ResponseCache) -> None:
    cache.put(kept("k", b"raw"))
    assert by_hand(cache.path, "SELECT raw FROM responses") == [(b"raw",)]


def test_it_can_be_closed_twice_and_then_says_that_it_is_closed(cache: ResponseCache) -> None:
    cache.close()
    cache.close()
    with pytest.raises(ValueError, match="closed"):
        cache.get("k")


def test_a_file_that_is_none_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes, " * 100)
    with pytest.raises(InputError, match=r"notes\.txt: .*is this a response cache"):
        ResponseCache(path)
    assert path.read_text() == "these are my notes, " * 100
    with pytest.raises(InputError, match="there is no response cache here"):
        ResponseCache.open_existing(tmp_path / "missing.db")
    assert not (tmp_path / "missing.db").exists()


def test_statistics_are_by_generator(cache: ResponseCache) -> None:
    cache.put(kept("a", b"1234", "one"))
    cache.put(kept("b", b"12", "one"))
    cache.put(KeptResponse("c", "two", b"1"))  # whose provider did not say what it took
    one, two = cache.statistics()
    assert (one["generator"], one["answers"], one["bytes"]) == ("one", 2, 6)
    assert (one["input_tokens"], one["output_tokens"], one["cached_tokens"]) == (20, 10, 4)
    assert (two["answers"], two["bytes"], two["input_tokens"]) == (1, 1, None)
    assert one["first"] <= one["last"]


def test_an_answer_that_was_changed_is_named_and_not_given_out(cache: ResponseCache) -> None:
    for key in ("a", "b"):
        cache.put(kept(key, b"\x00raw of " + key.encode()))
    assert list(cache.damaged()) == []
    by_hand(cache.path, "UPDATE responses SET raw = CAST(x'01' || substr(raw, 2) AS BLOB) WHERE key = 'a'")
    assert list(cache.damaged()) == ["a: the answer is not the one that was written"]
    assert cache.get("a") is None
    cache.put(kept("a", b"asked again"))
    assert (cache.get("a"), cache.get("b")) == (b"asked again", b"\x00raw of b")
    assert list(cache.damaged()) == []


def test_prune_forgets_by_age_by_generator_and_by_both(cache: ResponseCache) -> None:
    for number, generator in enumerate(("one", "one", "two", "two")):
        cache.put(kept(str(number), generator=generator))
    by_hand(cache.path, "UPDATE responses SET made = '2020-01-01T00:00:00+00:00' WHERE key IN ('0', '2')")
    assert cache.prune(older_than_days=100_000 / 24, generator="three") == 0
    assert cache.prune(older_than_days=365, generator="one") == 1
    assert [cache.get(key) is None for key in "0123"] == [True, False, False, False]
    assert cache.prune(older_than_days=365) == 1
    assert [cache.get(key) is None for key in "0123"] == [True, False, True, False]
    assert cache.prune(generator="two") == 1
    assert [cache.get(key) is None for key in "0123"] == [True, False, True, True]


def test_a_pruned_file_is_smaller(cache: ResponseCache) -> None:
    for number in range(50):
        cache.put(kept(str(number), os.urandom(20_000)))
    by_hand(cache.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    before = cache.path.stat().st_size
    assert cache.prune(generator="g") == 50
    by_hand(cache.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert cache.path.stat().st_size < before / 10


def test_threads_share_it_and_lose_nothing(cache: ResponseCache) -> None:
    def work(worker: int) -> None:
        for number in range(50):
            cache.put(kept(f"{worker} {number}", b"%d" % number))
            assert cache.get(f"{worker} {number}") == b"%d" % number

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert cache.statistics()[0]["answers"] == 16 * 50


WRITER = """
import sys
from pathlib import Path
from socialsim.cache import KeptResponse, ResponseCache
path, worker, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
cache = ResponseCache(path)
for number in range(count):
    cache.put(KeptResponse(f"shared {number}", "g", b"of " + worker.encode()))
    cache.put(KeptResponse(f"{worker} {number}", "g", b"raw"))
    print(number, flush=True)
"""


def writers(path: Path, count: int, puts: int) -> list[subprocess.Popen[str]]:
    """Start processes that write at the same moment; each prints the number of every answer that it has put."""
    command = [sys.executable, "-c", WRITER, str(path)]
    processes = [
        subprocess.Popen([*command, str(n), str(puts)], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for n in range(count)
    ]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return processes


def test_processes_make_one_file_at_once_and_share_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "responses.db"
    for process in writers(path, 4, 100):
        process.communicate(timeout=120)
        assert process.returncode == 0
    with closing(ResponseCache.open_existing(path)) as cache:
        assert cache.statistics()[0]["answers"] == 100 + 4 * 100
        assert list(cache.damaged()) == []


def test_a_killed_process_loses_nothing_that_it_had_put(tmp_path: Path) -> None:
    path = tmp_path / "responses.db"
    (process,) = writers(path, 1, 1_000_000)
    assert process.stdout is not None
    while process.stdout.readline() != "200\n":
        pass
    process.send_signal(signal.SIGKILL)
    put = [200, *map(int, process.communicate()[0].splitlines()[:-1])]  # the last line may be cut in the middle
    with closing(ResponseCache.open_existing(path)) as cache:
        assert list(cache.damaged()) == []
        for number in range(put[-1] + 1):
            assert cache.get(f"0 {number}") == b"raw" and cache.get(f"shared {number}") == b"of 0"
