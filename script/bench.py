"""Compares the portal with bare peers that do only the same job, alternating, in one run.

Figures are processor time of this process and ratios of medians; only ratios of one run say
anything. The peers go through the same middleware as the portal's own pages.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyportal.settings")

import django
from django.conf import settings

django.setup()

import bench_comparing
import bench_desk
import bench_reading
import bench_searching
import bench_stored
from bench_collection import fill
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import include, path

urlpatterns = [
    path("bare/desk/", bench_desk.bare_desk.urls),
    *bench_reading.urlpatterns,
    *bench_searching.urlpatterns,
    *bench_stored.urlpatterns,
    *bench_comparing.urlpatterns,
    path("", include("policyportal.urls")),
]
VERSIONS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument(
        "--full", action="store_true", help="among 10,000 documents; takes a quarter of an hour"
    )
    asked = parser.parse_args()
    rounds, sizes = 8 if asked.quick else 30, (10, 10_000 if asked.full else 1_000)
    settings.ROOT_URLCONF = __name__
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="bench-")
    settings.ALLOWED_HOSTS = ["testserver"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_demonstration", verbosity=0)
        bench_comparing.fill()
        # As on a real server: no query log, no template reloading.
        settings.DEBUG = False
        settings.WHITENOISE_AUTOREFRESH = False
        compare(rounds, sizes)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def compare(rounds: int, sizes: tuple[int, int]) -> None:
    client = Client()
    times, counts = {}, {}
    for before, size in zip((0, *sizes), sizes, strict=False):
        fill(bench_reading.SLUG, range(before, size), VERSIONS)
        print(f"\n== {connection.vendor}, {size} documents of {VERSIONS} versions")
        times[size] = bench_reading.compare(client, rounds)
        counts[size] = bench_reading.queries(client)
        bench_searching.compare(client, rounds, size)
    small, large = sizes
    print(
        f"\nGrowth from {small} to {large} documents: the page takes "
        f"{times[large] / times[small]:.2f} x the time, {bench_reading.growth(counts)}"
    )
    bench_stored.compare(client, rounds)
    bench_desk.compare(rounds)
    bench_comparing.compare(rounds)


if __name__ == "__main__":
    main()
