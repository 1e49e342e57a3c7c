"""The mail server is down, slow or dies, or the sender is killed: each letter comes, and once.

There is one moment at which nobody can know: the server has a letter, and whoever sent it died
before noting so. That letter comes again, the same to the byte of its identity, so that mail
programs know it for the same.
"""

import pytest

from policies.actions import outbox
from policies.domain.content import sha256_of
from policies.models import Message
from tests.faults.mailserver import MailServer
from tests.faults.scenes import Sending
from tests.faults.soundness import assert_sound
from tests.faults.test_killed import killed, moments, unharmed

pytestmark = pytest.mark.django_db


def identities(messages) -> set[str]:
    """What tells these letters apart on their way: made of what each is for."""
    return {f"<{sha256_of(message.key.encode())[:40]}@localhost>" for message in messages}


def test_the_sender_is_killed(portal, town, mail_server, chance, figures):
    scene = Sending(town)
    end, seconds = unharmed(portal, scene)
    deaths = doubles = 0
    for moment in moments(end, seconds, chance, chosen=7):
        given = scene.prepare()
        before = assert_sound()
        deaths += killed(portal, scene.act, given, **moment).was_killed
        assert_sound(before)
        waiting = identities(Message.objects.waiting())
        nobody_knows = waiting & set(mail_server.copies)
        assert len(nobody_knows) <= 1
        scene.do_again(given)
        assert scene.is_done(given)
        assert set(mail_server.copies) == identities(Message.objects.all())
        assert {one for one, copies in mail_server.copies.items() if copies > 1} == nobody_knows
        assert max(mail_server.copies.values()) <= 2
        doubles += len(nobody_knows)
        mail_server.letters.clear()
        Message.objects.all().delete()
    figures(
        f"send: killed {deaths} times of {scene.round - 1}; no letter was lost. {doubles} came "
        "again under their own identity, because the sender died before it could note them."
    )
    assert deaths


@pytest.fixture
def scene(town):
    scene = Sending(town)
    scene.given_now = scene.prepare()
    return scene


def failures() -> list[str]:
    return [message.last_failure for message in Message.objects.all()]


def test_a_server_that_is_down_is_waited_for(scene, mail_server, settings, caplog):
    settings.EMAIL_PORT = closed_port()
    scene.do_again(scene.given_now)
    assert failures() == [outbox.NOT_REACHED, "", ""]
    settings.EMAIL_PORT = mail_server.port
    later = scene.given_now["at"] + outbox.LONGEST_PAUSE
    scene.do_again({"at": later})
    assert len(mail_server.copies) == mail_server.copies.total() == scene.letters
    assert mail_server.conversations == 1


def closed_port() -> int:
    """A port at which a server was, and is no more."""
    server = MailServer()
    server.close()
    return server.port


def test_a_server_that_does_not_answer_holds_nobody_up(scene, mail_server, settings, caplog):
    settings.EMAIL_TIMEOUT = 0.2
    mail_server.is_slow.set()
    scene.do_again(scene.given_now)
    assert failures() == [outbox.NOT_REACHED, "", ""]
    assert mail_server.conversations == 1


def test_a_server_that_takes_nothing_now_is_asked_again(scene, mail_server, caplog):
    mail_server.is_unwilling = True
    scene.do_again(scene.given_now)
    assert failures() == [outbox.NOT_TAKEN] * scene.letters
    mail_server.is_unwilling = False
    scene.do_again({"at": scene.given_now["at"] + outbox.LONGEST_PAUSE})
    assert mail_server.copies.total() == scene.letters


def test_a_server_that_dies_before_it_answers_gets_the_same_letters_again(
    scene, mail_server, caplog
):
    mail_server.dies_before_it_answers = True
    scene.do_again(scene.given_now)
    assert failures() == [outbox.NOT_TAKEN] * scene.letters
    mail_server.dies_before_it_answers = False
    scene.do_again({"at": scene.given_now["at"] + outbox.LONGEST_PAUSE})
    assert scene.is_done(scene.given_now)
    assert list(mail_server.copies.values()) == [2] * scene.letters
    words = {(letter["Message-ID"], letter.get_content()) for letter in mail_server.letters}
    assert len(words) == scene.letters


def test_an_act_never_waits_for_the_mail_server(town, mail_server):
    """Nor does it fail with it: what is to be told is written beside what it tells of."""
    mail_server.is_slow.set()
    version = town.make_in_force()
    assert version.is_in_force
    assert mail_server.conversations == 0
