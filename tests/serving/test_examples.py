"""The examples of a host: what each tool says of its own file, as it stands in the repository."""

import re
import shlex
import subprocess

import pytest

from tests.serving.host import (
    EXAMPLES,
    HOUSE,
    a_production_environment,
    free_port,
    program,
    write_nginx,
)

UNITS = ("policy-portal-web.service", "policy-portal-clock.service", "policy-portal-clock.timer")


def test_systemd_takes_the_units(tmp_path):
    """Only the folder of the checkout is another; what systemd would ignore is a fault."""
    for name in UNITS:
        unit = (EXAMPLES / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(unit.replace("/opt/policy-portal", str(HOUSE)), "utf-8")
    verified = subprocess.run(
        [program("systemd-analyze", "systemd"), "verify", "--man=no",
         *(tmp_path / name for name in UNITS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    # What other units of this machine have wrong is not ours.
    ours = [line for line in verified.stderr.splitlines() if "policy-portal" in line]
    assert ours == []
    assert verified.returncode == 0, verified.stderr


def test_the_clock_of_the_timer_is_the_unit_beside_it():
    """A timer starts the service of its own name."""
    clock = (EXAMPLES / UNITS[1]).read_text(encoding="utf-8")
    assert "manage.py run_due" in clock
    assert "Type=oneshot" in clock
    assert "OnCalendar=minutely" in (EXAMPLES / UNITS[2]).read_text(encoding="utf-8")


def test_nginx_takes_the_site(tmp_path):
    whole = write_nginx(tmp_path, free_port(), free_port())
    tried = subprocess.run(
        [program("nginx", "nginx-light"), "-t", "-c", whole, "-e", tmp_path / "error.log"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr


class TestTheContainer:
    """No builder of images is asked for: what it would be told is looked at line by line."""

    @pytest.fixture
    def lines(self) -> list[str]:
        text = (EXAMPLES / "Containerfile").read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if line and not line.startswith("#")]
        return "\n".join(kept).replace("\\\n", " ").splitlines()

    def test_what_it_copies_is_there(self, lines):
        copied = [shlex.split(line)[1:-1] for line in lines if line.startswith("COPY")]
        for source in (name for names in copied for name in names):
            assert (HOUSE / source).exists(), source

    def test_it_has_every_part_of_the_system_that_files_need(self, lines):
        bootstrap = (HOUSE / "script" / "bootstrap").read_text(encoding="utf-8")
        wanted = set(re.search(r"for package in ([^;]+);", bootstrap)[1].split())
        (installed,) = [line for line in lines if "apt-get install" in line]
        assert wanted <= set(installed.split())

    def test_every_step_is_a_command_that_the_shell_understands(self, lines):
        steps = [line.removeprefix("RUN ") for line in lines if line.startswith("RUN")]
        assert steps
        for step in steps:
            read = subprocess.run(["sh", "-n", "-c", step], capture_output=True, check=False)
            assert read.returncode == 0, step

    def test_it_serves_as_nobody_special_and_keeps_no_secret(self, lines):
        after_user = lines[lines.index("USER portal") :]
        assert any(line.startswith("CMD") for line in after_user)
        assert not any(line.startswith("RUN") for line in after_user)
        assert not any(
            re.search(r"SECRET|PASSWORD", line) for line in lines if line.startswith(("ENV", "ARG"))
        )


class TestTheEnvironment:
    def test_the_settings_know_every_name_in_it(self):
        """A name that nobody reads would leave its default standing in silence."""
        named = re.findall(r"^([A-Z_]+)=", (EXAMPLES / "environment").read_text("utf-8"), re.M)
        readers = "".join(
            (HOUSE / path).read_text(encoding="utf-8")
            for path in ("policyportal/settings.py", "script/serve")
        )
        assert [name for name in named if name not in readers] == []


def test_serve_says_what_is_wrong_before_it_starts(tmp_path):
    for name, value in (("PORTAL_WORKERS", "many"), ("PORTAL_THREADS", "0")):
        environment = a_production_environment(tmp_path, **{name: value})
        started = subprocess.run(
            [HOUSE / "script" / "serve"], env=environment, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert started.returncode == 2
        assert f"{name} is wrong" in started.stderr
    environment = a_production_environment(tmp_path, DJANGO_ALLOWED_HOSTS="")
    started = subprocess.run(
        [HOUSE / "script" / "serve"], env=environment, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert started.returncode == 1
    assert "DJANGO_ALLOWED_HOSTS is missing" in started.stderr
