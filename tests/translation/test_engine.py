"""The real engine, with real (tiny) packages, on this machine alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.translation import port
from app.translation.engine import supervised
from app.translation.engine.supervised import Supervised
from app.translation.port import NotInstalled, Text

ROOT = Path(__file__).parents[2]


def said(engine: Supervised, words: str, source: str, target: str, *names: str) -> str | None:
    return engine.translate([Text(words, names)], source, target)[0]


def test_a_sentence_is_translated(engine) -> None:
    assert said(engine, "hej kom nu.", "da", "en") == "hello come now."


def test_sentences_and_lines_stay_apart(engine) -> None:
    assert said(engine, "hej.  kom nu.\n\nfamilie\n", "da", "en") == "hello.  come now.\n\nfamily\n"


def test_danish_reaches_tigrinya_by_way_of_english(engine) -> None:
    assert said(engine, "hej. kom nu.", "da", "ti") == "ሰላም። ንዓ ሕጂ።"


def test_ethiopic_sentences_end_where_they_end(engine) -> None:
    assert said(engine, "ሰላም። ንዓ ሕጂ፧", "ti", "en") == "hello. come now?"
    assert said(engine, "ንዓ ሕጂ፧ ንዓ", "ti", "fa_AF") == "بیا حالا؟ بیا"


def test_arabic_question_marks_end_sentences(engine) -> None:
    assert said(engine, "بیا حالا؟ سلام", "fa_AF", "en") == "come now? hello"


def test_dari_is_written_with_afghan_words(engine) -> None:
    assert said(engine, "hospital school.", "en", "fa_AF") == "شفاخانه مکتب."


def test_dari_is_read_with_afghan_words(engine) -> None:
    assert said(engine, "شفاخانه", "fa_AF", "en") == "hospital"


@pytest.mark.parametrize(
    "kept",
    [
        "+45 20 12 34 56",
        "20123456",
        "https://sammen.example.dk/t?x=1_2",
        "anna_b@example.dk",
        "kl. 14.30",
        "12/3-2027",
        "Nørregade 12, 2. tv, 5000 Odense C",
        "2.500 kr",
        "AB123",
        "snake_case",
    ],
)
def test_what_must_stay_stays(engine, kept: str) -> None:
    assert said(engine, f"hej {kept} kom nu.", "da", "en") == f"hello {kept} come now."


def test_names_stay_by_both_steps(engine) -> None:
    assert said(engine, "hej Familie Kom kom", "da", "ti", "Familie Kom") == "ሰላም Familie Kom ንዓ"


def test_where_the_engine_spoils_a_number_the_words_around_it_are_translated(engine) -> None:
    assert (
        said(engine, "اتصل +45 20 12 34 56 غدا؟ مرحبا", "ar", "en") == "call +45 20 12 34 56 tomorrow? hello"
    )


def test_what_holds_no_words_is_left_alone(engine) -> None:
    assert said(engine, "12 34 56 78 !!", "da", "en") == "12 34 56 78 !!"
    assert said(engine, "", "da", "en") == ""


def test_a_batch_keeps_its_order(engine) -> None:
    texts = [Text("hej"), Text("kom nu. familie"), Text("tak!"), *[Text("kom")] * 20]
    made = engine.translate(texts, "da", "en")
    assert made == ["hello", "come now. family", "thanks!", *["come"] * 20]


def test_where_nothing_leads_there_it_says_so(engine) -> None:
    with pytest.raises(NotInstalled):
        said(engine, "hej", "da", "ar")


def test_what_is_reachable_is_known_without_the_engine(installed) -> None:
    assert port.reachable("da", "en")
    assert port.reachable("da", "ti")
    assert port.reachable("ti", "fa_AF")
    assert not port.reachable("en", "da")
    assert not port.reachable("da", "da")
    assert port.route("da", "fa_AF") == [("da", "en"), ("en", "fa_AF")]
    assert ("da", "ar") not in port.pairs()


def test_nothing_is_reachable_where_nothing_is_installed(bare) -> None:
    assert port.pairs() == frozenset()


HUNG = """
import json, sys, time
for line in sys.stdin:
    texts = json.loads(line)["texts"]
    print(json.dumps({"loaded": True}), flush=True)
    if any("hang" in words for words, _ in texts):
        time.sleep(600)
    if any("die" in words for words, _ in texts):
        sys.exit(1)
    if any("fail" in words for words, _ in texts):
        print(json.dumps({"error": "ValueError"}), flush=True)
        continue
    print(json.dumps({"words": [words.upper() for words, _ in texts]}), flush=True)
"""


@pytest.fixture
def troubled(installed: Path, monkeypatch):
    """An engine that hangs, dies or fails when the text says so."""
    monkeypatch.setattr(Supervised, "command", (sys.executable, "-c", HUNG))
    engine = Supervised(0.4)
    yield engine
    engine.close()


def test_a_hung_engine_is_ended_and_the_next_message_is_translated(troubled) -> None:
    assert said(troubled, "hang", "da", "en") is None
    assert said(troubled, "hej", "da", "en") == "HEJ"


def test_a_dead_engine_is_started_again(troubled) -> None:
    assert said(troubled, "hej", "da", "en") == "HEJ"
    assert said(troubled, "die", "da", "en") is None
    assert said(troubled, "hej", "da", "en") == "HEJ"


def test_one_that_hangs_takes_no_other_of_its_batch_with_it(troubled) -> None:
    texts = [Text(words) for words in ("a", "hang", "b", "fail", "c")]
    assert troubled.translate(texts, "da", "en") == ["A", None, "B", None, "C"]


def test_a_slow_engine_is_given_smaller_batches(troubled) -> None:
    troubled.translate([Text("hang"), Text("b")], "da", "en")
    assert troubled.size == supervised.BATCH // 2


def test_what_waits_for_an_engine_that_is_closed_is_told(troubled) -> None:
    said(troubled, "hej", "da", "en")
    troubled.close()
    with pytest.raises(supervised.Closed):
        said(troubled, "hej", "da", "en")


def test_the_engine_ends_with_its_parent(installed: Path) -> None:
    child = subprocess.Popen(
        Supervised.command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=supervised.environment(),
        cwd=ROOT,
    )
    assert child.stdin
    child.stdin.close()
    assert child.wait(timeout=60) == 0
    assert child.stdout
    child.stdout.close()


def test_nothing_in_the_engine_reaches_the_network() -> None:
    script = (
        "import socket, urllib.request\n"
        "from app.translation.engine import child\n"
        "child.close_network()\n"
        "def refused(what):\n"
        "    try:\n        what()\n    except OSError as error:\n"
        "        return 'NoNetwork' in repr(error) or isinstance(error, child.NoNetwork)\n"
        "plain = socket.socket()\n"
        "assert refused(lambda: plain.connect(('127.0.0.1', 9)))\n"
        "assert refused(lambda: socket.getaddrinfo('localhost', 80))\n"
        "assert refused(lambda: urllib.request.urlopen('http://127.0.0.1:9/'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_engine_knows_no_key_and_no_database(installed: Path, monkeypatch) -> None:
    monkeypatch.setenv("SAMMEN_KEY", "secret")
    monkeypatch.setenv("SAMMEN_DATABASE_URL", "postgresql+psycopg://a:b@c/d")
    known = supervised.environment()
    assert not {"SAMMEN_KEY", "SAMMEN_DATABASE_URL"} & set(known)
    assert known["HOME"] != os.environ.get("HOME")


def test_only_the_engines_own_process_loads_it() -> None:
    script = (
        "import sys, json, app.main, app.cli, app.worker\n"
        "heavy = {'argostranslate', 'ctranslate2', 'sentencepiece', 'minisbd', 'onnxruntime', 'stanza', 'torch'}\n"
        "print(json.dumps(sorted(heavy & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []
