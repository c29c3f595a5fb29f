"""Settings that are not safe are refused wherever one comes in, and the sentence names the setting."""

import os
import runpy
import secrets
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tests.patience import MOST_SECONDS

KEY = secrets.token_hex(32)
OLD, OLDER = secrets.token_hex(32), secrets.token_hex(32)
SAFE = {
    "SALESGYM_HOSTS": "gym.example.com",
    "SALESGYM_URL": "https://gym.example.com",
    "SALESGYM_BEHIND_PROXY": "1",
    "SALESGYM_SECRET_KEY": KEY,
}
ALONE = dict.fromkeys(SAFE, "")


def read(monkeypatch: pytest.MonkeyPatch, stated: dict[str, str]) -> dict[str, Any]:
    """The settings of a machine whose environment states this."""
    for name, value in {"SALESGYM_DEMO": "", "SALESGYM_DEBUG": "", **stated}.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(settings.BASE_DIR / "salesgym" / "settings.py"))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SALESGYM_DEMO": "1"}, "SALESGYM_DEMO"),
        ({"SALESGYM_DEMO": "1", "SALESGYM_HOSTS": "localhost,gym.example.com"}, "SALESGYM_DEMO"),
        ({"SALESGYM_DEBUG": "1"}, "SALESGYM_DEBUG"),
        ({"SALESGYM_HOSTS": "*"}, "SALESGYM_HOSTS"),
        ({"SALESGYM_HOSTS": "gym.example.com,*"}, "SALESGYM_HOSTS"),
        ({"SALESGYM_HOSTS": ".example.com", "SALESGYM_URL": ""}, "SALESGYM_URL"),
        ({"SALESGYM_HOSTS": ".example.com", "SALESGYM_URL": "https://gym.example.org"}, "SALESGYM_URL"),
        ({"SALESGYM_URL": "https://sales.example.com"}, "SALESGYM_URL leads to sales.example.com"),
        ({"SALESGYM_URL": "https://gym.example.com.example.org"}, "SALESGYM_URL"),
        ({"SALESGYM_URL": "http://gym.example.com"}, "SALESGYM_URL"),
        ({"SALESGYM_URL": "https://[gym.example.com"}, "SALESGYM_URL"),
        ({**ALONE, "SALESGYM_URL": "https://gym.example.com"}, "SALESGYM_HOSTS"),
        ({**ALONE, "SALESGYM_URL": "localhost:8000"}, "SALESGYM_URL"),
        ({"SALESGYM_BEHIND_PROXY": ""}, "SALESGYM_BEHIND_PROXY"),
        ({"SALESGYM_BEHIND_PROXY": "perhaps"}, "SALESGYM_BEHIND_PROXY"),
        ({"SALESGYM_TRUSTED_PROXIES": "-1"}, "SALESGYM_TRUSTED_PROXIES"),
        ({"SALESGYM_SECRET_KEY": "too-short"}, "SALESGYM_SECRET_KEY"),
        ({"SALESGYM_SECRET_KEY": ""}, "SALESGYM_SECRET_KEY"),
        ({"SALESGYM_SECRET_KEY_FALLBACKS": f"{OLD},old"}, "SALESGYM_SECRET_KEY_FALLBACKS"),
        ({"SALESGYM_SETUP_CODE": "1234"}, "SALESGYM_SETUP_CODE"),
    ],
)
def test_a_setting_that_is_not_safe_is_refused_by_name(monkeypatch, change, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        read(monkeypatch, {**SAFE, **change})


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"SALESGYM_BEHIND_PROXY": "0"},
        {"SALESGYM_URL": ""},
        {"SALESGYM_URL": "https://GYM.example.com:8443"},
        {"SALESGYM_HOSTS": "localhost, gym.example.com"},
        {"SALESGYM_HOSTS": ".example.com"},
        ALONE,
        {**ALONE, "SALESGYM_DEMO": "1"},
        {**ALONE, "SALESGYM_HOSTS": "127.0.0.1", "SALESGYM_URL": "http://localhost:8123"},
        {**ALONE, "SALESGYM_URL": "http://[::1]:8123"},
    ],
)
def test_what_is_safe_is_served(monkeypatch, change):
    assert read(monkeypatch, {**SAFE, **change})["SITE_URL"]


def test_keys_of_before_are_believed_in_their_order(monkeypatch):
    found = read(monkeypatch, {**SAFE, "SALESGYM_SECRET_KEY_FALLBACKS": f" {OLD}, {OLDER},"})

    assert (found["SECRET_KEY"], found["SECRET_KEY_FALLBACKS"]) == (KEY, [OLD, OLDER])


def test_every_entrance_refuses_the_demo_where_others_reach_it():
    """gunicorn and Celery run none of manage.py's checks; they are started as the documents say."""
    entrances = {
        "web": ["gunicorn", "salesgym.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket"],
        "beat": ["celery", "--app", "salesgym", "beat", "--pidfile", ""],
        "command": ["django", "check"],
    }
    environment = {**os.environ, **SAFE, "SALESGYM_DEMO": "1", "DJANGO_SETTINGS_MODULE": "salesgym.settings"}
    started = {
        name: subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for name, words in entrances.items()
    }

    for name, process in started.items():
        said, _nothing = process.communicate(timeout=MOST_SECONDS)
        assert process.returncode not in {0, None}, name
        assert "SALESGYM_DEMO signs anybody in without a password" in said, name
