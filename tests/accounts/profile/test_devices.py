"""What a browser says of itself, in words: every browser and system that is known by name."""

import pytest

from accounts.profile.devices import device_name


@pytest.mark.parametrize(
    ("header", "browser"),
    [
        ("Chrome/140.0 Safari/537.36 Edg/140.0", "Edge"),
        ("Chrome/140.0 Safari/537.36 OPR/120.0", "Opera"),
        ("SamsungBrowser/28.0 Chrome/130.0 Safari/537.36", "Samsung Internet"),
        ("Gecko/20100101 Firefox/140.0", "Firefox"),
        ("FxiOS/140.0 Mobile Safari/605.1", "Firefox"),
        ("Chrome/140.0 Safari/537.36", "Chrome"),
        ("CriOS/140.0 Mobile Safari/604.1", "Chrome"),
        ("Version/18.0 Safari/604.1", "Safari"),
    ],
)
def test_a_browser_is_told_from_those_that_it_says_it_is_like(header, browser):
    assert device_name(header) == browser


@pytest.mark.parametrize(
    ("header", "system"),
    [
        ("iPhone; CPU iPhone OS 18_0 like Mac OS X", "iPhone"),
        ("iPad; CPU OS 18_0 like Mac OS X", "iPad"),
        ("Linux; Android 15; Pixel 8", "Android"),
        ("Windows NT 10.0; Win64", "Windows"),
        ("X11; CrOS x86_64 14541.0.0", "ChromeOS"),
        ("Macintosh; Intel Mac OS X 10_15_7", "Mac"),
        ("X11; Linux x86_64", "Linux"),
    ],
)
def test_a_system_is_told_from_those_that_it_is_made_of(header, system):
    assert device_name(header) == f"Un program pe {system}"


def test_a_browser_and_a_system_are_told_together():
    assert device_name("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0") == "Firefox pe Linux"


def test_what_says_neither_is_an_unknown_program():
    assert [device_name(header) for header in ("", "curl/8.0")] == ["Un program necunoscut"] * 2
