"""A telephone at the door as `site/static/js/desk.js` behaves: presses wait while there is no network, and are sent."""

import random
import re
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

import requests

# Seconds after which an evening is over, whatever still waits on a device.
PATIENCE = 600


@dataclass
class Press:
    """What the device keeps of a press: random codes, its time and its key."""

    code: str
    key: str = field(default_factory=lambda: uuid4().hex)
    time: float = field(default_factory=time.monotonic)


@dataclass
class Device:
    """One device with its browser. While `cut` is set a request is lost on its way there or on its way back.

    `forgetful`: what one would write first, a press that fails is gone.
    """

    site: str
    date: str
    cookies: dict[str, str]
    cut: threading.Event
    chance: random.Random
    forgetful: bool = False
    queue: deque[Press] = field(default_factory=deque)
    answers: list[dict[str, object]] = field(default_factory=list)

    def open(self) -> None:
        """Load the page of the date, as staff do before the doors open."""
        self.browser = requests.Session()
        self.browser.cookies.update(self.cookies)
        page = self.browser.get(f"{self.site}/admin/desk/{self.date}/", timeout=120)
        page.raise_for_status()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, "no form on the page of the date"
        self.token = token.group(1)

    def work(self, codes: Iterable[str], *, pause: float, patience: float = PATIENCE) -> None:
        """Scan one ticket after the other, whatever the network does, and stay until all presses are sent."""
        end = time.monotonic() + patience
        for code in codes:
            self.queue.append(Press(code))
            self.send()
            time.sleep(pause)
        while self.queue and time.monotonic() < end:
            self.send()
            time.sleep(0.05)

    def send(self) -> None:
        """Send what waits, the oldest first, until the network fails."""
        while self.queue:
            press = self.queue[0]
            try:
                self.answers.append(self._post(press))
            except requests.ConnectionError:
                if not self.forgetful:
                    return
            self.queue.popleft()

    def _post(self, press: Press) -> dict[str, object]:
        lost = self.cut.is_set()
        if lost and self.chance.random() < 0.5:
            raise requests.ConnectionError("it never got there")
        fields = {"registration": press.code, "key": press.key, "ago": round(time.monotonic() - press.time)}
        headers = {"Accept": "application/json", "X-CSRFToken": self.token, "Referer": self.site}
        address = f"{self.site}/admin/desk/{self.date}/do/check-in/"
        answer = self.browser.post(address, fields, headers=headers, timeout=120, allow_redirects=False)
        answer.raise_for_status()
        if lost:
            raise requests.ConnectionError("its answer never came back")
        found: dict[str, object] = answer.json()
        return found


def evening(
    codes: list[str],
    devices: list[Device],
    *,
    pause: float,
    cut_after: float,
    cut_for: float,
    patience: float = PATIENCE,
) -> None:
    """Every ticket is read by one device, every fifth by a second one, too; in between nobody has a network."""
    shares: list[list[str]] = [[] for _ in devices]
    for number, code in enumerate(codes):
        shares[number % len(devices)].append(code)
        if number % 5 == 0:
            shares[(number + 1) % len(devices)].append(code)
    cut = devices[0].cut
    threads = [
        threading.Thread(target=device.work, args=(share,), kwargs={"pause": pause, "patience": patience}, daemon=True)
        for device, share in zip(devices, shares, strict=True)
    ]
    timers = [threading.Timer(cut_after, cut.set), threading.Timer(cut_after + cut_for, cut.clear)]
    for each in [*threads, *timers]:
        each.start()
    for each in [*threads, *timers]:
        each.join(timeout=patience + 130)  # the longest answer may take two minutes
    assert not any(each.is_alive() for each in threads), "a device still waits for its answer"
    assert not any(device.queue for device in devices), "presses were not sent in time"
