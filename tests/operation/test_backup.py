"""A backup holds everything as it was at one moment, and comes back equal, or not at all."""

import json
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from policies.actions import backups, rendering, submitting, text
from policies.actions.storing import keep_bytes
from policies.domain.content import sha256_of
from policies.domain.errors import BackupRefused
from policies.models import Message, Section, Submission, User, guards
from policies.models.rendition import storage_name
from tests.factories import Town
from tests.models.ledger import Ledger
from tests.models.raw_sql import only_postgresql
from tests.operation import archives

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker, tmp_path_factory) -> bytes:
    """The archive of a record with one text in force and one file, of which nothing is left."""
    folder = tmp_path_factory.mktemp("once")
    with (
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=str(folder / "files"),
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ),
    ):
        town = Town()
        submission = town.make_in_force().submission
        rendering.rendition_of(submission=submission, format_name="text", at=town.now())
        backups.save_backup(path=folder / "small.tar", at=timezone.now())
        archives.empty_the_database()
    return (folder / "small.tar").read_bytes()


@pytest.fixture
def small(made_once, tmp_path) -> Path:
    """That archive, to be spoilt."""
    path = tmp_path / "small.tar"
    path.write_bytes(made_once)
    return path


def stored_in(path: Path) -> str:
    """The name in the store of the one file of an archive."""
    (name,) = (name for name in archives.members(path) if name.startswith("files/"))
    return name.removeprefix("files/")


def restore(path: Path) -> None:
    backups.restore_backup(archive=backups.look_through(path))


def rights() -> dict[str, set[str]]:
    return {
        group.name: {"{}.{}".format(*row.natural_key()[:2]) for row in group.permissions.all()}
        for group in Group.objects.all()
    }


class TestTheDrill:
    def test_every_row_and_file_comes_back_equal_and_guarded(self, town, tmp_path, client):
        ledger = Ledger(town)
        file = rendering.rendition_of(
            submission=ledger.in_force.submission, format_name="text", at=town.now()
        )
        bytes_of_file = default_storage.open(storage_name(file.sha256)).read()
        gone = self.add_and_drop_a_section(town, ledger.draft)
        before, roles = archives.record(), rights()
        empty = [name for name, rows in before.items() if not rows]
        assert not [name for name in empty if name in ledger.recorded_tables()]

        # Other files of this record are rows alone: their bytes are told to be missing.
        with pytest.raises(CommandError, match="without 3 stored files"):
            call_command("backup", tmp_path / "all.tar", verbosity=0)
        archives.empty_the_database()
        default_storage.delete(storage_name(file.sha256))
        call_command("set_up_roles", verbosity=0)
        call_command("restore", tmp_path / "all.tar", verbosity=0)

        after = archives.record()
        assert {name for name in before if before[name] != after[name]} == set()
        assert rights() == roles
        assert default_storage.open(storage_name(file.sha256)).read() == bytes_of_file
        assert guards.missing(connection) == []
        for sql in (
            "UPDATE policies_submission SET sha256 = 'x'",
            "DELETE FROM policies_statuschange",
            "UPDATE policies_historicalsection SET body = ''",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
        assert "The guide" in client.get("/search/?q=private").content.decode()
        # A new section does not get the number, and so the history, of one that was dropped.
        assert town.write_section(ledger.draft, "Anew", "Words.").pk > gone
        submitting.submit_version(version=ledger.draft, by=town.author, at=town.now())

    def add_and_drop_a_section(self, town, draft) -> int:
        section = town.write_section(draft, "Dropped", "Words.")
        key = section.pk
        text.remove_section(section=section, by=town.author, at=town.now())
        assert not Section.objects.filter(pk=key).exists()
        return key

    @only_postgresql
    def test_from_postgresql_to_sqlite_and_back(self, town, tmp_path):
        Ledger(town)
        before = archives.record()
        backups.save_backup(path=tmp_path / "there.tar", at=timezone.now())
        there, back = tmp_path / "there.tar", tmp_path / "back.tar"
        self.through_sqlite(tmp_path, there, back)
        told_there, told_back = archives.manifest(there), archives.manifest(back)
        assert told_there["tables"] == told_back["tables"]
        assert (told_there["database"], told_back["database"]) == ("postgresql", "sqlite")
        archives.empty_the_database()
        restore(back)
        assert archives.record() == before

    def through_sqlite(self, folder, there, back):
        script = (
            "import django; django.setup()\n"
            "from django.core.management import call_command as call\n"
            "call('migrate', verbosity=0)\n"
            f"call('restore', {str(there)!r}, verbosity=0)\n"
            "try: call('backup', {!r}, verbosity=0)\n".format(str(back))
            + "except Exception as error: assert 'without' in str(error), error\n"
        )
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/other.sqlite3",
            "PORTAL_FILES_DIR": str(folder / "other"),
            "DJANGO_SETTINGS_MODULE": "policyportal.settings",
        }
        subprocess.run(
            [sys.executable, "-c", script], env=environment, cwd=settings.BASE_DIR, check=True
        )


class TestSaving:
    def test_all_tables_are_of_one_moment_and_nobody_waits(self, town, in_force, tmp_path):
        written = []

        def write_meanwhile(done: int) -> None:
            if not written:
                written.append(True)
                writer = threading.Thread(target=write_a_message)
                writer.start()
                writer.join(timeout=10)
                assert not writer.is_alive(), "a writer had to wait for the backup"

        backups.save_backup(
            path=tmp_path / "one.tar", at=timezone.now(), on_progress=write_meanwhile
        )
        assert Message.objects.count() == 1
        said = archives.manifest(tmp_path / "one.tar")["tables"]
        assert said["policies_message"]["rows"] == 0
        assert said["policies_submission"]["rows"] == 1

    def test_it_is_for_its_owner_alone_and_overwrites_nothing(self, small, tmp_path):
        backups.save_backup(path=tmp_path / "new.tar", at=timezone.now())
        assert (tmp_path / "new.tar").stat().st_mode & 0o077 == 0
        before = small.read_bytes()
        with pytest.raises(CommandError, match="is there already, and a backup overwrites nothing"):
            call_command("backup", small, verbosity=0)
        assert small.read_bytes() == before
        with pytest.raises(CommandError, match="There is no folder"):
            call_command("backup", small / "there" / "x.tar", verbosity=0)

    def test_a_backup_that_breaks_off_leaves_nothing(self, tmp_path):
        write_a_message()

        def break_off(done: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            backups.save_backup(
                path=tmp_path / "half.tar", at=timezone.now(), on_progress=break_off
            )
        assert list(tmp_path.glob("*half*")) == list(tmp_path.glob(".*half*")) == []
        assert connection.vendor != "sqlite" or connection.transaction_mode == "IMMEDIATE"

    def test_an_altered_file_is_named_and_keeps_nothing_else_out(self, small, tmp_path, capsys):
        restore(small)
        Path(default_storage.path(stored_in(small))).write_bytes(b"other bytes")
        with pytest.raises(CommandError, match="without 1 stored file that"):
            call_command("backup", tmp_path / "two.tar", verbosity=0)
        assert f"{stored_in(small)} is missing or altered." in capsys.readouterr().err
        said = archives.manifest(tmp_path / "two.tar")
        assert said["files"]["absent"] == [stored_in(small)]
        assert said["tables"] == archives.manifest(small)["tables"]

    def test_people_sign_in_anew_and_the_clock_is_another(self, small):
        tables = archives.manifest(small)["tables"].keys()
        assert not tables & {"django_session", "policies_clockrun", "auth_permission"}
        assert {"policies_user", "auth_group", "django_admin_log"} <= tables


def write_a_message() -> None:
    Message.objects.create(
        key="meanwhile", recipient="a@example.org", subject="s", body="b", written_at=timezone.now()
    )
    connection.close()


class TestDamage:
    def test_one_flipped_byte_anywhere_or_one_that_lacks_is_found(self, small):
        data = small.read_bytes()
        for place in (0, 130, 600, len(data) // 2, len(data) - 5000, len(data) - 65, len(data) - 1):
            flipped = bytearray(data)
            flipped[place] ^= 1
            small.write_bytes(flipped)
            with pytest.raises(BackupRefused, match="damaged, cut short or no backup"):
                backups.look_through(small)
        for length in (len(data) - 1, len(data) // 2, 64, 1, 0):
            small.write_bytes(data[:length])
            with pytest.raises(BackupRefused, match="damaged, cut short or no backup"):
                backups.look_through(small)
        small.write_bytes(data)
        assert backups.look_through(small).manifest.files.count == 1
        small.unlink()
        with pytest.raises(BackupRefused, match="cannot be read: No such file"):
            backups.look_through(small)

    def test_what_a_backup_never_holds_is_refused_though_the_seal_is_good(self, small):
        parts = archives.members(small)
        last = {"manifest.json": parts.pop("manifest.json")}
        table = "tables/policies_version.jsonl.gz"
        for wrong, why in (
            ({**parts, "files/../../../etc/passwd": b"x", **last}, "is in no backup"),
            ({**parts, f"files/renditions/00/{'0' * 64}": b"x", **last}, "are not those named"),
            ({**parts, "/etc/passwd": b"x", **last}, "is in no backup"),
            ({**{n: d for n, d in parts.items() if n != table}, **last}, "version is missing"),
            ({**parts, table: parts[table][:-9], **last}, "cannot be read to its end"),
            ({**parts, "tables/policies_more.jsonl.gz": parts[table], **last}, "does not know"),
            ({n: d for n, d in (parts | last).items() if "files/" not in n}, "its files are not"),
            ({**last, **parts}, "something follows its manifest"),
            (parts, "it has no manifest"),
            ({**parts, "manifest.json": b"[]"}, "cannot be read to its end"),
            ({**parts, "manifest.json": b'{"layout": 9, "portal": "9.0"}'}, "release 9.0"),
        ):
            with pytest.raises(BackupRefused, match=why):
                backups.look_through(archives.write(small, wrong))

        def add_a_link(tar):
            link = tarfile.TarInfo(f"files/renditions/00/{'0' * 64}")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(link)

        with pytest.raises(BackupRefused, match="is not a plain file"):
            backups.look_through(archives.write(small, parts, add_a_link))

    def test_the_command_says_so_and_changes_nothing(self, small):
        nothing = archives.record()
        small.write_bytes(small.read_bytes()[:-1] + b"!")
        for check in (True, False):
            with pytest.raises(CommandError, match="damaged, cut short"):
                call_command("restore", small, check=check, verbosity=0)
        assert archives.record() == nothing


class TestRestoring:
    def test_where_there_is_data_nothing_is_restored(self, small):
        write_a_message()
        before = archives.record()
        with pytest.raises(CommandError, match="holds data already, in .*Use an empty database"):
            call_command("restore", small, verbosity=0)
        assert archives.record() == before

    def test_a_look_restores_nothing_and_says_what_there_is(self, small, capsys):
        call_command("restore", small, check=True)
        told = capsys.readouterr().out
        assert "is whole" in told
        assert "Files: 1. Saved on 20" in told

    def test_another_release_is_told_by_its_migrations(self, small, tmp_path):
        parts = archives.members(small)
        for more, less, why in (
            (["policies.9999_later"], None, "newer release .*Install that release here"),
            ([], "policies.0013_earlier_addresses", "older release .*Restore it with that release"),
        ):
            said = archives.manifest(small)
            said["migrations"] = [n for n in said["migrations"] if n != less] + more
            other = archives.write(
                tmp_path / "other.tar",
                parts | {"manifest.json": json.dumps(said).encode()},
            )
            with pytest.raises(BackupRefused, match=why):
                restore(other)

    def test_what_fails_in_the_middle_leaves_neither_rows_nor_files(self, small, tmp_path):
        """Rows that lead to others which the archive has not; then a row that no table takes."""
        parts = archives.members(small)
        nothing = archives.record()
        people = archives.rows_in(parts, "policies_user")
        for rows, why in (
            (people[:-1], "refers to another that is not in it"),
            ([*people, people[-1]], "does not take a row of policies_user"),
        ):
            broken = archives.rewritten(parts, "policies_user", rows)
            with pytest.raises(BackupRefused, match=why):
                restore(archives.write(tmp_path / "broken.tar", broken))
            assert archives.record() == nothing
            assert not default_storage.exists(stored_in(small))
            assert guards.missing(connection) == []
        restore(small)
        assert Submission.objects.get().is_intact
        assert User.objects.count() == len(people)

    def test_a_file_that_is_there_already_stays_as_it_is(self, small):
        other = b"of another installation"
        data = archives.members(small)[f"files/{stored_in(small)}"]
        for there in (other, data):
            keep_bytes(there, storage_name(sha256_of(there)))
        restore(small)
        assert default_storage.open(stored_in(small)).read() == data
        assert default_storage.open(storage_name(sha256_of(other))).read() == other
