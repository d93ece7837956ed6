"""The engine itself: Argos packages, their sentence pieces and CTranslate2. Only the engine's own process imports it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import ctranslate2
from argostranslate import settings as argos
from argostranslate.package import Package as ArgosPackage

from app.translation.engine import dari, packages
from app.translation.engine.masks import Masked
from app.translation.engine.sentences import split
from app.translation.port import CODES, Text

# As Argos sets them for its own translations.
_HOW: dict[str, Any] = {"replace_unknowns": True, "batch_type": "tokens", "length_penalty": 0.2}
LONGER, SPARE = (
    3,
    20,
)  # tokens out of a sentence, times those of the longest, and more: what repeats itself ends


@dataclass
class Direction:
    """One installed package, loaded."""

    argos: ArgosPackage
    model: ctranslate2.Translator
    before: list[str] = field(
        default_factory=list
    )  # tokens that a multilingual model wants around each sentence
    after: list[str] = field(default_factory=list)
    prefix: str = ""

    def sentences(self, words: Sequence[str]) -> list[str]:
        """Each sentence in the other language, all in one batch."""
        if not words:
            return []
        tokens = [[*self.before, *self.argos.tokenizer.encode(sentence), *self.after] for sentence in words]
        done = self.model.translate_batch(
            tokens,
            target_prefix=[[self.prefix]] * len(tokens) if self.prefix else None,
            max_batch_size=argos.batch_size * 32,  # counted in tokens
            beam_size=argos.beam_size,
            max_decoding_length=max(map(len, tokens)) * LONGER + SPARE,
            **_HOW,
        )
        return [self._read(result.hypotheses[0]) for result in done]

    def _read(self, tokens: list[str]) -> str:
        if self.prefix and tokens[:1] == [self.prefix]:
            tokens = tokens[1:]
        return str(self.argos.tokenizer.decode(tokens)).strip()


class Engine:
    """All directions that have been asked for, loaded once. Models that several share are loaded once, too."""

    def __init__(self) -> None:
        self._directions: dict[tuple[str, str], Direction] = {}
        self._models: dict[str, ctranslate2.Translator] = {}

    def load(self, source: str, target: str) -> Direction:
        """A direction between two of Sammen's languages, ready. Raises LookupError where nothing is installed."""
        wanted = CODES[source], CODES[target]
        package = next((it for it in packages.installed() if it.pair == wanted), None)
        if package is None:
            raise LookupError(f"{source} {target}")
        key = str(package.folder), package.model or package.version
        if key not in self._directions:
            loaded = ArgosPackage(package.folder)
            extra = packages.sammen(package.folder)
            self._directions[key] = Direction(
                loaded,
                self._model(package),
                before=extra.get("source_prefix", []),
                after=extra.get("source_suffix", []),
                prefix=loaded.target_prefix,
            )
        return self._directions[key]

    def _model(self, package: packages.Package) -> ctranslate2.Translator:
        key = package.model or str(package.folder)
        if key not in self._models:
            self._models[key] = ctranslate2.Translator(
                str(package.folder / "model"),
                device=argos.device,
                inter_threads=1,
                intra_threads=argos.intra_threads,
                compute_type=argos.compute_type if argos.compute_type != "auto" else "default",
            )
        return self._models[key]

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str]:
        """Each text in the other language, sentence by sentence, all sentences of all texts in one batch."""
        direction = self.load(source, target)
        pieces = [
            [(piece, Masked(_before(piece, source), text.names)) for piece in split(text.words)]
            for text in texts
        ]
        sentences = [mask for text in pieces for _, mask in text if not mask.nothing_else]
        made = [_after(words, target) for words in direction.sentences([mask.words for mask in sentences])]
        whole = {id(mask): mask.off(words) for mask, words in zip(sentences, made, strict=True)}
        lost = [mask for mask in sentences if whole[id(mask)] is None]
        for mask, words in zip(lost, self._around(direction, lost, target), strict=True):
            whole[id(mask)] = words
        return ["".join(whole.get(id(mask)) or piece for piece, mask in text) for text in pieces]

    @staticmethod
    def _around(direction: Direction, masks: list[Masked], target: str) -> list[str]:
        """What is to be kept was lost: the words around it by themselves, it in its place."""
        parts = [words for mask in masks for words, kept in mask.pieces if _has_words(words, kept=kept)]
        made = iter(direction.sentences([words.strip() for words in parts]))
        return [
            "".join(
                _spaced(words, _after(next(made), target)) if _has_words(words, kept=kept) else words
                for words, kept in mask.pieces
            )
            for mask in masks
        ]


def _has_words(words: str, *, kept: bool) -> bool:
    return not kept and any(letter.isalpha() for letter in words)


def _spaced(like: str, words: str) -> str:
    """With the spaces around it that the original had."""
    lead, trail = like[: len(like) - len(like.lstrip())], like[len(like.rstrip()) :]
    return lead + words + trail


def _before(words: str, source: str) -> str:
    return dari.iranian(words) if source == "fa_AF" else words


def _after(words: str, target: str) -> str:
    return dari.afghan(words) if target == "fa_AF" else words
