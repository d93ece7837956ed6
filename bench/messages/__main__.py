"""Written on one phone, shown on the other: Sammen, the floor, a commit alone, Prosody and (`--peers`) Matrix Synapse.

Everything runs in turns in one run, on one machine, the servers on one core and the phones on the other, so that its
noise is shared. The sender is open-loop: messages go off by the clock, whether or not the last has come back. Figures
are milliseconds; the aims are ratios. Missed aims come first.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.messages.arms import LOAD_CORE, Arm
from bench.messages.floor import Floor, bare_commits
from bench.messages.ours import Ours
from bench.messages.prosody import Prosody
from bench.messages.prosody import version as prosody_version
from bench.messages.synapse import Synapse
from bench.messages.wire import mark

out = Console(highlight=False)
RATE = {0: 20.0, 20: 20.0, 200: 5.0}  # messages a second
SETTLE = 3.0  # seconds for what is still under way
ENOUGH = 0.995


@dataclass
class Seen:
    """One arm in one setting, over all rounds."""

    sends: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    missing: int = 0
    failed: int = 0


def at(values: list[float], share: float) -> float:
    """A percentile, in milliseconds; not a number where nothing was measured."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


class Run:
    """One run of the benchmark."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.dice = random.Random(args.seed)
        self.seen: dict[tuple[str, int, int], Seen] = {}
        self.commits: list[float] = []
        self.rates: dict[str, list[float]] = {}
        self.kb: dict[str, float] = {}
        self.many = ""
        self.number = 0

    async def start(self, folder: Path, arms: list[Arm]) -> None:
        """Everything that is there on this machine; what has begun is in `arms`, also where another doesn't come up."""
        ours = Ours(folder, tuple(RATE), max(self.args.idle, self.args.many))
        arms.append(ours)
        await ours.start()
        more: list[Arm] = [Floor(folder, await ours.bubble())]
        if Prosody.there():
            more.append(Prosody(folder))
        if self.args.peers and Synapse.there():
            more.append(Synapse(folder))
        for arm in more:
            arms.append(arm)
            await arm.start()

    async def one(self, arm: Arm, readers: int, idle: int) -> None:
        """One round of one arm in one setting."""
        seen = self.seen.setdefault((arm.name, readers, idle), Seen())
        await arm.read_along(readers)
        board, gap = arm.board, 1 / RATE[readers]
        sent: list[int] = []
        tasks = []
        start = time.perf_counter()
        for turn in range(self.args.messages):
            due = start + (turn + self.dice.random() * 0.5) * gap
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self.number += 1
            sent.append(self.number)
            board.written[self.number] = due  # open loop: what waits for its turn has been waiting
            tasks.append(asyncio.create_task(self._say(arm, self.number, seen)))
        await asyncio.gather(*tasks)
        end = time.perf_counter() + SETTLE
        while time.perf_counter() < end and any(  # noqa: ASYNC110  many phones, one glance now and then
            len(board.shown.get(n, ())) < readers for n in sent
        ):
            await asyncio.sleep(0.05)
        await arm.leave()
        for number in sent:
            arrived = board.shown.pop(number, [])
            seen.shown += [moment - board.written[number] for moment in arrived[:readers]]
            seen.missing += max(0, readers - len(arrived))

    async def _say(self, arm: Arm, number: int, seen: Seen) -> None:
        start = arm.board.written[number]
        try:
            said = await arm.say(mark(number))
        except (OSError, asyncio.IncompleteReadError):
            said = False
        if said:
            seen.sends.append(time.perf_counter() - start)
        else:
            seen.failed += 1

    async def fast(self, arm: Arm) -> None:
        """As many as it takes: eight senders, each waiting for its answer."""
        end, done = time.perf_counter() + self.args.seconds, 0

        async def sender() -> None:
            nonlocal done
            while time.perf_counter() < end:
                self.number += 1
                if await arm.say(mark(self.number)):
                    done += 1  # not `done += await …`: that forgets what the others did meanwhile

        await asyncio.gather(*(sender() for _ in range(8)))
        self.rates.setdefault(arm.name, []).append(done / self.args.seconds)

    async def weigh(self, arm: Arm, streams: int) -> None:
        """What one idle stream costs the server."""
        before = arm.memory_kb()
        await arm.idle(streams)
        await asyncio.sleep(1)
        self.kb[arm.name] = (arm.memory_kb() - before) / streams

    async def whole(self, folder: Path) -> None:
        """All of it."""
        arms: list[Arm] = []
        try:
            await self.start(folder, arms)
            ours, floor = arms[0], arms[1]
            assert isinstance(ours, Ours)
            settings = [
                (arm, readers) for readers in (0, 20, 200) for arm in arms if readers <= arm.most_readers
            ]
            with Progress(console=out) as progress:
                rounds = progress.add_task("Rounds", total=self.args.rounds * (len(settings) + 1) + 3)
                for _ in range(self.args.rounds):
                    self.dice.shuffle(settings)
                    for arm, readers in settings:
                        await self.one(arm, readers, 0)
                        progress.advance(rounds)
                    self.commits += bare_commits(folder, self.args.messages * 4, mark(1).encode() * 3)
                    for arm in arms:
                        await self.fast(arm)
                    progress.advance(rounds)
                await self.weigh(floor, self.args.idle)
                await floor.leave()
                progress.advance(rounds)
                await self.weigh(ours, self.args.idle)
                progress.advance(rounds)
                for readers in (0, 20, 200):
                    await self.one(ours, readers, self.args.idle)
                await ours.send_away()
                if self.args.many:
                    await ours.idle(self.args.many)
                    await self.one(ours, 20, self.args.many)
                    self.many = f"{len(ours.waiting):,} idle streams in one worker"
                    await ours.send_away()
                progress.advance(rounds)
        finally:
            for arm in arms:
                arm.stop()


def aims_of(run: Run) -> list[tuple[str, float, float]]:
    """What is aimed at: words, what was measured, the most it may be."""
    key = {name: run.seen.get((name, 20, 0), Seen()) for name in ("sammen", "floor", "prosody", "synapse")}
    ours = key["sammen"]
    aims = [
        ("send p50 against the floor's", at(ours.sends, 0.5) / at(key["floor"].sends, 0.5), 3.0),
        ("send p99 against the bare commit's", at(ours.sends, 0.99) / at(run.commits, 0.99), 8.0),
        ("KB an idle stream", run.kb.get("sammen", float("nan")), 20.0),
    ]
    for peer, most in (("prosody", 1.0), ("synapse", 0.05)):
        if key[peer].shown:
            ratio = at(ours.shown, 0.99) / at(key[peer].shown, 0.99)
            aims.append((f"delivery p99 to 20 readers against {peer.title()}'s", ratio, most))
    lost = sum(seen.missing + seen.failed for (name, *_), seen in run.seen.items() if name == "sammen")
    return [*aims, ("messages of ours not acknowledged or not shown", float(lost), 0.0)]


def report(run: Run) -> int:
    """The figures, missed aims first."""
    aims = aims_of(run)
    missed = [aim for aim in aims if not aim[1] <= aim[2]]
    for what, value, most in missed:
        out.print(f"[bold red]missed[/] {what}: {value:.2f} (at most {most})")
    for what, value, most in (aim for aim in aims if aim not in missed):
        out.print(f"[green]met[/]    {what}: {value:.2f} (at most {most})")
    if run.many:
        out.print(f"[green]held[/]   {run.many}")
    columns = "arm readers idle", "send p50", "send p99", "shown p50", "shown p99", "not shown", "failed"
    table = Table(*columns[0].split(), *columns[1:], box=None)
    for (name, readers, idle), seen in sorted(run.seen.items()):
        figures = (f"{at(values, share):.1f}" for values in (seen.sends, seen.shown) for share in (0.5, 0.99))
        table.add_row(name, str(readers), str(idle), *figures, str(seen.missing), str(seen.failed))
    out.print(table)
    out.print(
        f"a commit alone (WAL, FULL): p50 {at(run.commits, 0.5):.2f}, p99 {at(run.commits, 0.99):.2f} ms"
    )
    for name, rates in run.rates.items():
        out.print(f"{name}: {statistics.median(rates):.0f} acknowledged messages a second, eight senders")
    for name, kb in run.kb.items():
        out.print(f"{name}: {kb:.1f} KB an idle stream")
    spread = at(run.commits, 0.99) / at(run.commits, 0.5)
    out.print(
        f"seed {run.args.seed}; load {os.getloadavg()[0]:.1f}; noise: bare commits' p99 is {spread:.1f} times their p50"
    )
    if Prosody.there():
        out.print(f"Prosody {prosody_version()}, internal storage: it doesn't wait for the disk.")
    return 1 if missed else 0


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--messages", type=int, default=60, help="a round")
    parser.add_argument("--seconds", type=float, default=3.0, help="of sending as fast as it goes, a round")
    parser.add_argument("--idle", type=int, default=5000)
    parser.add_argument("--many", type=int, default=0, help="hold so many idle streams in one worker")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument(
        "--peers", action="store_true", help="Synapse too: SYNAPSE_PYTHON names its environment"
    )
    run = Run(parser.parse_args())
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {LOAD_CORE})
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run.whole(Path(folder)))
    return report(run)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (subprocess.CalledProcessError, TimeoutError) as stopped:
        out.print(f"[bold red]Stopped.[/] {stopped}")
        sys.exit(2)
