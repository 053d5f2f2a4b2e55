"""What an organisation's own report looks like, and whether its colour can be read. Pure."""

import colorsys

from assessments.engine.verdict import Value

ACCENT = "#123f52"
LEAST_CONTRAST = 4.5  # against white paper; WCAG 2.2, 1.4.3, for text of any size
SRGB_KNEE = 0.04045  # where sRGB's curve begins; IEC 61966-2-1
LEFT_OUT = ("picture", "risk", "changed", "whole")  # what a report can do without; the rest is always there


class Look(Value):
    """Frozen with a report. `logo` is a PNG in base64 ("" for none); `introduction` is plain text, an empty
    line between paragraphs, in `introduction_lang` ("" for the report's own language); `without` are sections
    of `LEFT_OUT`; `printed_name` is the organisation's name as printed, "" for the one it has here."""

    name: str = ""
    printed_name: str = ""
    accent: str = ACCENT
    logo: str = ""
    introduction: str = ""
    introduction_lang: str = ""
    without: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        blocks = self.introduction.replace("\r\n", "\n").split("\n\n")
        return tuple(" ".join(block.split()) for block in blocks if block.strip())


def contrast(colour: str) -> float:
    """The ratio of `colour` ("#rrggbb") against white, 1-21, as WCAG 2.2 reckons it."""
    return 1.05 / (_luminance(*_channels(colour)) + 0.05)


def readable(colour: str) -> str:
    """`colour` itself where it passes, or the lightest shade of it that does."""
    if contrast(colour) >= LEAST_CONTRAST:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(100, -1, -1):
        shade = _written(colorsys.hls_to_rgb(hue, lightness * step / 100, saturation))
        if contrast(shade) >= LEAST_CONTRAST:
            return shade
    return "#000000"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(*channels: float) -> float:
    linear = [c / 12.92 if c <= SRGB_KNEE else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _written(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
