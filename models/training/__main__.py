"""The command line of training: `python -m models.training prepare|train|… --config models/training/default.toml`."""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import replace
from pathlib import Path
from random import Random

from models.labels import SERVING_SOURCE, SOURCES
from models.training.card import figures, with_figures
from models.training.config import Config, read_config
from models.training.examples import COMMENTS, HELD, TRAIN, divide, read_examples, write_examples
from models.training.tables import labelled, moderated
from models.training.templates import own_rows

EXAMPLES = "examples.jsonl"
ROOT = Path(__file__).parents[2]
MODEL, EVALUATION, CARD = ROOT / "models/toxicity", ROOT / "models/evaluation.json", ROOT / "models/CARD.md"
POLICY = ROOT / "moderation/policies/default.toml"


def prepare(args: argparse.Namespace, config: Config) -> None:
    """Tables and our own sentences -> examples."""
    taught = [row for path in args.moderated for row in moderated(path)]
    rows = [*labelled(args.data), *own_rows(config.prepare.seed), *taught]
    examples = divide(rows, config.prepare.held_share, config.prepare.seed)
    write_examples(args.work / EXAMPLES, examples)
    print(f"{len(examples)} examples, {sum(e.fold == TRAIN for e in examples)} to train on")


def distil(args: argparse.Namespace, config: Config) -> None:
    """Unlabelled texts and finished models -> soft examples, which `train` reads beside the others.

    By the standard that is served, comments that another source labelled are among the texts: what they are by it is
    unknown.  By another one (`--standard`), only `--texts` are.
    """
    from models.training.distil import distil as teach
    from models.training.distil import outputs_of, read_texts, source_of, spliced

    examples = read_examples(args.work / EXAMPLES, TRAIN)
    comments = [e for e in examples if e.source in COMMENTS]
    others = [e.text for e in comments if e.source != SERVING_SOURCE] if args.standard == SERVING_SOURCE else []
    texts = [*read_texts(args.texts), *others, *spliced([e.text for e in comments], args.splices)]
    path = args.work / f"{source_of(args.standard)}.jsonl"
    write_examples(path, teach(texts, args.teacher, args.standard, outputs_of(examples, args.standard)))
    print(path)


def train(args: argparse.Namespace, config: Config) -> None:
    """Examples -> averaged float weights."""
    from models.training.train import train as run

    settings = config.train if args.seed is None else replace(config.train, seed=args.seed)
    examples = read_examples(args.work / EXAMPLES, TRAIN)
    for taught in sorted(args.work.glob("taught*.jsonl")):
        examples += read_examples(taught)
    print(run(examples, args.base, settings, args.work))


def join(args: argparse.Namespace, config: Config) -> None:
    """A finished model's folder -> the same of fewer tokens a comment, as a base to go on from."""
    from models.training.distil import read_texts
    from models.training.join import join as add
    from models.training.settle import settle

    comments = [e.text for e in read_examples(args.work / EXAMPLES, TRAIN) if e.source in COMMENTS]
    texts = [*comments, *read_texts(args.texts)]
    numbers = add(Path(args.base), texts, config.join.pieces, args.work / "joined")
    error = settle(Path(args.base), args.work / "joined", numbers, texts, config.join)
    print(f"{len(numbers)} pieces joined in {args.work / 'joined'}; error {error:.3f} of the variance")


def prune(args: argparse.Namespace, config: Config) -> None:
    """A finished model's folder -> the same with fewer heads and units in each layer, to calibrate or to go on from."""
    from models.training.prune import prune as cut

    texts = [example.text for example in read_examples(args.work / EXAMPLES, TRAIN)]
    some = Random(config.prune.seed).sample(texts, min(len(texts), config.prune.texts))
    print(args.work / "float", "share of each layer's variance that is lost", sep="; ")
    of_heads, of_units = cut(Path(args.base), some, config.prune, args.work / "float")
    print("heads", *(f"{share:.4f}" for share in of_heads))
    print("units", *(f"{share:.4f}" for share in of_units))


def average(args: argparse.Namespace, config: Config) -> None:
    """Float weights of runs that began alike -> their mean, which is calibrated and exported as a run's own."""
    from models.training.encoder import average_folders

    average_folders([work / "float" for work in args.of], args.work / "float")
    print(args.work / "float")


def calibrate(args: argparse.Namespace, config: Config) -> None:
    """Averaged float weights and held-out examples -> float weights whose sigmoid is calibrated."""
    from models.training.calibrate import fit, fold_in

    maps = fit(args.work / "float", read_examples(args.work / EXAMPLES, HELD))
    fold_in(args.work / "float", maps, args.work / "calibrated")
    print(json.dumps({label: [round(x, 4) for x in found] for label, found in maps.items()}))


def export(args: argparse.Namespace, config: Config) -> None:
    """Calibrated float weights -> the folder that is shipped."""
    from models.training.export import calibration_texts
    from models.training.export import export as write

    texts = calibration_texts(read_examples(args.work / EXAMPLES, TRAIN))
    write(args.work / "calibrated", config.release, args.model, texts)
    print(args.model)


def evaluate(args: argparse.Namespace, config: Config) -> None:
    """The shipped folder on the dev files -> the evaluation that the card is written from, and the card's figures."""
    from models.training.evaluate import evaluate as report

    held = read_examples(args.work / EXAMPLES, HELD)
    told = report(args.model, args.work / "calibrated", args.data / "dev", held, args.policy)
    args.evaluation.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    CARD.write_text(with_figures(CARD.read_text(encoding="utf-8"), told), encoding="utf-8")
    print(figures(told))


def gate(args: argparse.Namespace, config: Config) -> None:
    """The shipped folder on our own suites; exits with 1 where a gate is broken."""
    from models.classifier import load
    from models.training.gate import failures, read_policy, second
    from models.training.gate import gate as report

    classifier = load(args.model, threads=2)
    limits = read_policy(args.policy, classifier.labels)
    told, beside = report(classifier, limits), second(classifier, limits)
    print(json.dumps({**told, "second": beside}, ensure_ascii=False, indent=1))
    print("\n".join(f"Second suites (not binding): {each}" for each in failures(beside)))
    broken = failures(told)
    print("\n".join(broken) or "Every gate is passed.")
    raise SystemExit(bool(broken))


def trim(args: argparse.Namespace, config: Config) -> None:
    """A multilingual base folder -> the same with only the pieces that the tables' texts use."""
    from models.training.trim import trim as cut

    kept, of = cut(Path(args.base), [row.text for row in labelled(args.data)], args.work / "base")
    print(f"{kept} of {of} pieces kept in {args.work / 'base'}")


STEPS = {
    "prepare": prepare,
    "distil": distil,
    "join": join,
    "prune": prune,
    "train": train,
    "average": average,
    "calibrate": calibrate,
    "export": export,
    "evaluate": evaluate,
    "gate": gate,
    "trim": trim,
}


def main() -> None:
    """Parse the arguments and take one step."""
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "default.toml")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--base", default="../shared/base-encoder", help="a folder or a name on the hub")
    parser.add_argument("--seed", type=int, help="of this run's order and dropout, in the configuration's place")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="where examples and weights go")
    parser.add_argument("--model", type=Path, default=MODEL, help="the folder that is shipped")
    parser.add_argument("--policy", type=Path, default=POLICY, help="whose limits gates and parity are measured at")
    parser.add_argument("--evaluation", type=Path, default=EVALUATION, help="where evaluate writes what it found")
    parser.add_argument("--moderated", type=Path, action="append", default=[], help="a `hanmadi export --training`")
    parser.add_argument("--of", type=Path, action="append", default=[], help="the `--work` of a run to average")
    parser.add_argument(
        "--teacher", type=Path, action="append", default=[], help="a model that `distil` asks; twice: weighs double"
    )
    parser.add_argument("--texts", type=Path, action="append", default=[], help="lines for `distil` and `join`")
    parser.add_argument("--splices", type=int, default=0, help="texts that `distil` makes of two comments each")
    parser.add_argument(
        "--standard", choices=SOURCES, default=SERVING_SOURCE, help="whose idea of toxic `distil` asks teachers for"
    )
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    STEPS[args.step](args, read_config(args.config))


if __name__ == "__main__":
    main()
