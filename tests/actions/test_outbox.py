"""The outbox: each message once, sent in the end, and never by two at the same time."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from policies.actions.outbox import (
    NOT_REACHED,
    NOT_TAKEN,
    messages_to_send,
    send_waiting,
    write_message,
)
from policies.models import Message
from tests.factories import NOON

HOUR = timedelta(hours=1)


def write(key="news/1", recipient="officer@brackenmoor.example"):
    return write_message(key=key, recipient=recipient, subject="News", body="Hello.", at=NOON)


def send(at=NOON):
    return list(send_waiting(at=at))


class Refusing(EmailBackend):
    """A mail server that takes nothing for one address, and notes nothing of it."""

    def send_messages(self, messages):
        if any("nobody@" in address for message in messages for address in message.to):
            raise ConnectionRefusedError("The mailbox is full.")
        return super().send_messages(messages)


class Counting(Refusing):
    """Counts how often the portal calls."""

    calls = 0

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.is_open = False

    def open(self):
        if not self.is_open:
            Counting.calls += 1
            self.is_open = True

    def close(self):
        self.is_open = False


class Unreachable(Counting):
    def open(self):
        Counting.calls += 1
        raise TimeoutError("Nobody answers.")


@pytest.fixture
def counting(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Counting"
    monkeypatch.setattr(Counting, "calls", 0)
    return Counting


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


@pytest.mark.django_db
class TestOutbox:
    def test_a_message_is_written_once_for_each_key_and_sent_once(self):
        assert write() == write()
        write("news/2", "clerk@brackenmoor.example")
        send()
        send(NOON + HOUR)
        assert [one.to for one in mail.outbox] == [
            ["officer@brackenmoor.example"],
            ["clerk@brackenmoor.example"],
        ]
        assert Message.objects.filter(sent_at__isnull=False).count() == 2

    def test_a_message_is_not_written_if_its_cause_did_not_happen(self):
        @transaction.atomic
        def fail_after_writing():
            write()
            raise RuntimeError

        with pytest.raises(RuntimeError):
            fail_after_writing()
        assert not Message.objects.exists()

    def test_a_subject_stays_one_line(self):
        long = "A\r\nBcc: everyone@brackenmoor.example " + "x" * 300
        message = write_message(key="k", recipient="a@b.example", subject=long, body="", at=NOON)
        assert "\n" not in message.subject
        assert len(message.subject) == 200
        send()
        assert mail.outbox[0].recipients() == ["a@b.example"]

    def test_one_failure_keeps_no_other_message_back(self, refusing, caplog):
        write("news/1", "nobody@brackenmoor.example")
        write("news/2")
        results = [(message.recipient, failure) for message, failure in send()]
        assert results == [
            ("nobody@brackenmoor.example", NOT_TAKEN),
            ("officer@brackenmoor.example", ""),
        ]
        failed = Message.objects.get(key="news/1")
        assert (failed.failures, failed.last_failure) == (1, NOT_TAKEN)
        assert "The mailbox is full." in caplog.text
        assert failed.claimed_at is None

    def test_all_messages_of_a_run_go_through_one_connection(self, counting):
        for number in range(5):
            write(f"news/{number}")
        send()
        assert len(mail.outbox) == 5
        assert counting.calls == 1

    def test_after_a_failure_the_connection_is_made_anew(self, counting, caplog):
        write("news/1")
        write("news/2", "nobody@brackenmoor.example")
        write("news/3")
        assert [failure for _, failure in send()] == ["", NOT_TAKEN, ""]
        assert counting.calls == 2

    def test_a_server_that_cannot_be_reached_is_called_once_a_run(self, counting, settings, caplog):
        settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
        write("news/1")
        write("news/2")
        assert [failure for _, failure in send()] == [NOT_REACHED]
        assert counting.calls == 1
        settings.EMAIL_BACKEND = f"{__name__}.Counting"
        assert [message.key for message, _ in send()] == ["news/2"]
        assert [message.key for message, _ in send(NOON + HOUR)] == ["news/1"]
        assert len(mail.outbox) == 2

    def test_the_pauses_after_failures_grow_and_it_is_never_given_up(self, refusing):
        write("news/1", "nobody@brackenmoor.example")
        at, pauses = NOON, []
        for _ in range(12):
            assert len(send(at)) == 1
            ready = Message.objects.get().not_before
            pauses.append(round((ready - at) / timedelta(minutes=1)))
            assert send(ready - timedelta(seconds=5)) == []
            at = ready
        assert pauses[:4] == [2, 4, 8, 16]
        assert pauses[-1] == 360

    def test_a_message_that_somebody_else_sends_now_is_left_to_them(self):
        message = write()
        message.claimed_at = NOON - timedelta(minutes=9)
        message.save()
        assert send() == []

    def test_the_message_of_a_sender_who_died_is_sent_with_the_same_identity(self):
        message = write()
        send()
        was = mail.outbox[0].extra_headers["Message-ID"]
        message.claimed_at = NOON - timedelta(minutes=10)
        message.save()
        send()
        assert [one.extra_headers["Message-ID"] for one in mail.outbox] == [was, was]


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_message_once():
    for number in range(8):
        write(f"news/{number}", f"officer-{number}@brackenmoor.example")
    start, failures = threading.Barrier(2), []

    def run():
        try:
            assert len(messages_to_send(NOON)) == 8
            start.wait(timeout=20)
            send()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    senders = [threading.Thread(target=run) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert failures == []
    assert sorted(one.to[0] for one in mail.outbox) == [
        f"officer-{number}@brackenmoor.example" for number in range(8)
    ]
