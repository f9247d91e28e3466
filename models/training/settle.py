"""Finds embeddings for joined pieces: what the model says of a text is to be what it said before they were joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import torch
from tqdm import tqdm
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from models.labels import SERVING_SOURCE
from models.padding import padded
from models.training.batches import shuffled
from models.training.config import Join
from models.training.encoder import save_folder
from models.training.export import SERVING_WINDOW
from models.training.train import multiplies_bfloat16, pace
from models.training.voice import speak


class Reader:
    """A model as the function that gives position 0 of its last layer, which is all that its head reads."""

    def __init__(self, folder: Path, device: str) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForSequenceClassification.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="eager"
        )
        self.model.requires_grad_(False).to(device)

    def __call__(self, texts: Sequence[str]) -> torch.Tensor:
        """Shape (texts, hidden)."""
        rows = self.cut(texts)
        ids, mask = padded(rows, max(map(len, rows)), self.tokenizer.pad_token_id)
        device = self.model.device
        seen = self.model.base_model(
            input_ids=torch.from_numpy(ids).to(device), attention_mask=torch.from_numpy(mask).to(device)
        )
        first: torch.Tensor = seen.last_hidden_state[:, 0].float()
        return first

    def cut(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids as the folder's own tokenizer gives them."""
        ids: list[list[int]] = self.tokenizer(list(texts), truncation=True, max_length=SERVING_WINDOW)["input_ids"]
        return ids


def batches(reader: Reader, texts: Sequence[str], settings: Join) -> Iterator[list[str]]:
    """`settings.steps` batches of texts of like lengths, over and over where there are too few."""
    lengths = [len(ids) for ids in reader.cut(texts)]
    rng, left = Random(settings.seed), settings.steps
    while left:
        for rows in shuffled(lengths, settings.tokens, settings.most_rows, rng)[:left]:
            yield [texts[row] for row in rows]
            left -= 1


def settle(before: Path, after: Path, numbers: Sequence[int], texts: Sequence[str], settings: Join) -> float:
    """Train the embeddings `numbers` of `after`, and write them there.

    Returns the mean squared error that is left, as a share of the variance of what `before` gives.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(settings.seed)
    teacher, reader = Reader(before, device), Reader(after, device)
    speak(reader.tokenizer, SERVING_SOURCE)
    words = reader.model.base_model.embeddings.word_embeddings.weight.requires_grad_(True)
    fixed = torch.ones(len(words), 1, device=device).index_fill_(0, torch.tensor(numbers, device=device), 0) > 0
    optimizer = torch.optim.Adam([words], lr=settings.rate)
    halves = multiplies_bfloat16(device)
    error = 1.0
    bar = tqdm(batches(teacher, texts, settings), total=settings.steps, desc="settle", mininterval=5)
    for step, some in enumerate(bar):
        with torch.autocast(device, dtype=torch.bfloat16, enabled=halves):
            with torch.no_grad():
                wanted = teacher(some)
            loss = torch.nn.functional.mse_loss(reader(some), wanted) / wanted.var()
        loss.backward()
        words.grad.masked_fill_(fixed, 0)
        optimizer.param_groups[0]["lr"] = settings.rate * pace((step + 1) / settings.steps, 0.05, 0.95)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        error += 0.05 * (float(loss.detach()) - error)
        bar.set_postfix(error=f"{error:.3f}", refresh=False)
    save_folder(reader.model, reader.tokenizer, after, SERVING_SOURCE)
    return error
