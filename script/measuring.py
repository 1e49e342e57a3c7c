"""How jobs are measured beside each other: processor time, taking turns, and queries."""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def compared(jobs: dict[str, Callable[[], object]], rounds: int, times: int) -> dict[str, float]:
    """Return the median processor time of each job in milliseconds, the jobs taking turns."""
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for _ in range(rounds):
        for name, job in jobs.items():
            begun = time.process_time()
            for _ in range(times):
                job()
            spent[name].append((time.process_time() - begun) / times * 1000)
    return {name: statistics.median(values) for name, values in spent.items()}


def show(title: str, figures: dict[str, float], base: str, limit: str = "") -> None:
    """Print a table of figures with their ratio to one of them."""
    print(f"\n{title}{f'  ({limit})' if limit else ''}")
    for name, milliseconds in figures.items():
        print(f"  {name:<42}{milliseconds:9.2f} ms  {milliseconds / figures[base]:7.2f} x")


def queries_of(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers=headers or None)
    return len(captured)
