"""A translation model of a few words, written by hand: each piece becomes its partner, in the same place.

It is a real Marian transformer (one layer each, post-norm), whose attention looks at the place it is writing. The
vectors hold a one for the word and a one for the place. It is converted and run like any other.
"""

from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import yaml

PLACES = 24  # longest sentence, in pieces
SURE = 200.0

CONFIG = {
    "type": "transformer",
    "enc-depth": 1,
    "dec-depth": 1,
    "transformer-heads": 1,
    "transformer-decoder-autoreg": "self-attention",
    "transformer-no-projection": False,
    "transformer-ffn-activation": "relu",
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
    "transformer-postprocess-emb": "",
    "transformer-guided-alignment-layer": "last",
}


def write(folder: Path, words: dict[str, str]) -> Path:
    """A folder as one of OPUS-MT: model.npz, vocab.yml, source.spm. Words that it doesn't know it copies."""
    folder.mkdir(parents=True, exist_ok=True)
    _pieces(folder, [*words, *words.values()])
    vocabulary = ["</s>", "<unk>", *dict.fromkeys(f"▁{word}" for word in [*words, *words.values()])]
    lines = [
        f"{yaml.dump(word, default_style=chr(34), allow_unicode=True).strip()}: {at}"
        for at, word in enumerate(vocabulary)
    ]
    (folder / "vocab.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    partner = {f"▁{a}": f"▁{b}" for a, b in words.items()}
    becomes = [vocabulary.index(partner.get(word, word)) for word in vocabulary]
    np.savez(folder / "model.npz", **_weights(len(vocabulary), becomes))
    return folder


def _pieces(folder: Path, words: list[str]) -> None:
    """Sentence pieces that are whole words."""
    with (folder / "source.spm").open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([" ".join(words)] * 3),
            model_writer=file,
            model_type="word",
            vocab_size=len(set(words)) + 3,
            character_coverage=1.0,
            hard_vocab_limit=False,
            normalization_rule_name="identity",
            minloglevel=2,
        )


def _weights(size: int, becomes: list[int]) -> dict[str, Any]:
    wide = size + PLACES
    word, place = slice(0, size), slice(size, wide)
    weights: dict[str, Any] = {}

    def linear(name: str, suffix: str, matrix: np.ndarray) -> None:
        weights[f"{name}_W{suffix}"] = matrix.astype(np.float32)
        weights[f"{name}_b{suffix}"] = np.zeros((1, matrix.shape[1]), np.float32)

    def norm(name: str) -> None:
        weights[f"{name}_ln_scale"] = np.ones((1, wide), np.float32)
        weights[f"{name}_ln_bias"] = np.zeros((1, wide), np.float32)

    nothing = np.zeros((wide, wide))
    for side, attentions in (("encoder_l1", ("self",)), ("decoder_l1", ("self", "context"))):
        for attention in attentions:
            for part in "qkvo":
                linear(f"{side}_{attention}", part, nothing)
            norm(f"{side}_{attention}_Wo")
        linear(f"{side}_ffn", "1", nothing)
        linear(f"{side}_ffn", "2", nothing)
        norm(f"{side}_ffn_ffn")
    look, value, out = nothing.copy(), nothing.copy(), nothing.copy()
    look[place, place] = np.eye(PLACES) * SURE
    value[word, word] = np.eye(size)
    for source, target in enumerate(becomes):
        out[source, target] = SURE
    for part, matrix in (("q", look), ("k", look), ("v", value), ("o", out)):
        linear("decoder_l1_context", part, matrix)
    embedding = np.zeros((size, wide), np.float32)
    embedding[:, word] = np.eye(size)
    weights["Wemb"] = embedding
    places = np.zeros((8 * PLACES, wide), np.float32)  # beams that lose go on for a while
    places[:PLACES, place] = np.eye(PLACES) * np.sqrt(wide)
    weights["Wpos"] = places
    weights["decoder_ff_logit_out_b"] = np.zeros((1, size), np.float32)
    config = yaml.safe_dump(CONFIG).encode() + b"\0"
    weights["special:model.yml"] = np.frombuffer(config, dtype=np.int8)
    return weights
