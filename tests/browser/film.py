"""A film of what a page shows, made by the browser itself: no other program is needed for it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

# A frame comes where something changes; nobody wants to watch a page that stands still for longer.
LONGEST_SECONDS = 0.4
ENCODE = """
async (frames) => {
    const canvas = document.createElement("canvas");
    const pictureOf = async (data) => {
        const picture = new Image();
        picture.src = `data:image/jpeg;base64,${data}`;
        await picture.decode();
        return picture;
    };
    const first = await pictureOf(frames[0].data);
    [canvas.width, canvas.height] = [first.width, first.height];
    const paper = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const ended = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.start();
    for (const frame of frames) {
        paper.drawImage(await pictureOf(frame.data), 0, 0, canvas.width, canvas.height);
        await new Promise((resolve) => setTimeout(resolve, frame.seconds * 1000));
    }
    recorder.stop();
    await ended;
    const reader = new FileReader();
    const read = new Promise((resolve) => { reader.onload = resolve; });
    reader.readAsDataURL(new Blob(parts));
    await read;
    return reader.result.split(",")[1];
}
"""


class Film:
    """Begins with the page, and is kept with `save`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._frames: list[tuple[float, str]] = []
        self._screen = page.context.new_cdp_session(page)
        self._screen.on("Page.screencastFrame", self._keep)
        self._roll()

    def _roll(self) -> None:
        self._screen.send("Page.startScreencast", {"format": "jpeg", "quality": 70})

    @contextmanager
    def rests(self) -> Iterator[None]:
        """Nothing is filmed meanwhile."""
        self._screen.send("Page.stopScreencast")
        yield
        self._roll()

    def _keep(self, event: dict) -> None:
        self._frames.append((event["metadata"]["timestamp"], event["data"]))
        self._screen.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    def save(self, path: Path) -> None:
        """Write it as WebM; waiting is cut short."""
        self._screen.send("Page.stopScreencast")
        ends = [at for at, _data in self._frames[1:]] + [self._frames[-1][0] + LONGEST_SECONDS]
        frames = [
            {"data": data, "seconds": min(end - at, LONGEST_SECONDS)}
            for (at, data), end in zip(self._frames, ends, strict=True)
        ]
        paper = self._page.context.new_page()
        film = paper.evaluate(ENCODE, frames)
        paper.close()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(film))
