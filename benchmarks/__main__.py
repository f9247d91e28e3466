"""`python -m benchmarks`: measures, prints a table, writes last.json.  See benchmarks/README.md."""

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import drain, flat, intake, latency, machine, memory, reads, record, report, scaling, systems
from benchmarks.models import in_use
from benchmarks.options import FLOAT, OUTPUT, Options, float_folder
from benchmarks.peak import Peaks, measure_peaks, measure_share
from benchmarks.texts import Texts, open_texts

Record = dict[str, Any]


class Run:
    """One run: its options and texts, and the record that it fills."""

    def __init__(self, options: Options, texts: Texts, found: Record) -> None:
        self.options, self.texts, self.record = options, texts, found

    def measure(self, section: str) -> Record:
        """What one section finds."""
        options, texts = self.options, self.texts
        sections: dict[str, Callable[[], Record]] = {
            "peak_share": self.peak_share,
            "systems": lambda: systems.measure(options, texts, self.peaks(), say),
            "latency": lambda: latency.measure(options, texts),
            "intake": lambda: intake.measure(options, texts),
            "drain": lambda: drain.measure(options, texts, say),
            "memory": lambda: memory.measure(options, texts),
            "reads": lambda: reads.measure(options, texts),
            "flat": lambda: flat.measure(options, texts, say),
            "scaling": lambda: scaling.measure(options, texts, say),
        }
        return sections[section]()

    def peak_share(self) -> Record:
        """The peaks, and what the calls of our own models reach of them."""
        peaks, ranges = measure_peaks(self.options, say)
        used, _ = in_use(self.options)
        ours = [model for name, model in used.items() if name != "torch"]
        return {
            "peak_gflops": {name: report.rounded(flops / 1e9) for name, flops in peaks.flops.items()},
            "peak_gflops_range": ranges,
            **{
                model.name: measure_share(self.options, self.texts, peaks, model.folder, model.precision)
                for model in ours
            },
        }

    def peaks(self) -> Peaks:
        """The peaks as they were measured before."""
        found = self.record.get("peak_share", {}).get("peak_gflops", {})
        return Peaks({name: 1e9 * gflops for name, gflops in found.items()})


def main() -> int:
    """Measure the sections that are asked for; each is written as soon as it is found."""
    asked = arguments()
    options = Options(
        float_model=float_folder(asked.float), repeat=asked.repeat, drain=asked.drain, stored=asked.stored
    )
    options = options.quick() if asked.quick else options
    texts = open_texts()
    run = Run(options, texts, begun(asked, options, texts.source))
    failed = False
    for section in asked.only:
        if asked.resume and section in run.record:
            say(f"== {section}: measured already")
            continue
        failed |= not measured(run, section, asked.output)
    print(report.page(run.record))
    return int(failed)


def measured(run: Run, section: str, output: Path) -> bool:
    """Measure one section and write it down; a section that breaks does not end the others."""
    say(f"== {section}")
    before, began = machine.load(), time.monotonic()
    try:
        found = run.measure(section)
    except Exception:  # noqa: BLE001 - the others are still worth measuring, and the exit status tells
        say(f"{section} FAILED\n{traceback.format_exc()}")
        return False
    record.put(run.record, section, found, (before, machine.load()), time.monotonic() - began)
    record.write(run.record, output)
    return True


def begun(asked: argparse.Namespace, options: Options, texts: str) -> Record:
    """A new record, or the one that is there where only a part of it is measured again."""
    fresh = record.begun(options, texts)
    if not asked.resume and asked.only == list(record.SECTIONS):
        return fresh
    try:
        return record.continued(record.read(asked.output), fresh)
    except record.Unusable:
        return fresh


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    usual = Options()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", type=sections, default=list(record.SECTIONS), metavar="SECTION,SECTION")
    parser.add_argument("--repeat", type=int, default=usual.repeat, help="interleaved rounds of everything")
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that it runs, not to compare")
    parser.add_argument("--resume", action="store_true", help="leave out the sections that the output has already")
    parser.add_argument("--float", metavar="FOLDER", help=f"float weights of the model (or ${FLOAT})")
    parser.add_argument("--drain", type=int, default=usual.drain, help="comments in the long backlog")
    parser.add_argument("--stored", type=int, default=usual.stored, help="the largest store of the section flat")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    return parser.parse_args()


def sections(text: str) -> list[str]:
    """The sections that a list names, in our order."""
    named = set(text.split(","))
    if unknown := named - set(record.SECTIONS):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: there are {', '.join(record.SECTIONS)}")
    return [name for name in record.SECTIONS if name in named]


def say(line: str) -> None:
    """Progress, for whoever waits."""
    print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
