"""A letter to photograph: drawn, since nobody's real letter belongs in a demo."""

import io

from PIL import Image, ImageDraw, ImageFont

from app.messaging.photos import Picture, prepare

LINES = (  # without æ, ø and å, which Pillow's own font lacks
    "Roskilde Kommune",
    "Borgerservice",
    "",
    "Hej",
    "",
    "Du har en tid til at hente dit nye",
    "sundhedskort og til at oprette MitID.",
    "",
    "Tid:    tirsdag kl. 14.15",
    "Sted:  Borgerservice, indgang B",
    "",
    "Tag dit opholdskort med.",
    "Er du under 18, skal din MFI med.",
    "",
    "Venlig hilsen",
    "Borgerservice",
)


def drawn() -> bytes:
    """The photo as a phone would send it."""
    page = Image.new("RGB", (1100, 1500), "#6f5b48")
    draw = ImageDraw.Draw(page)
    draw.polygon([(70, 90), (1040, 60), (1060, 1420), (50, 1450)], fill="#f7f4ec")
    font = ImageFont.load_default(42)
    for number, line in enumerate(LINES):
        draw.text((150, 190 + number * 72), line, fill="#22303a", font=font)
    buffer = io.BytesIO()
    page.rotate(-1.5, fillcolor="#6f5b48").save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def letter() -> Picture:
    """The photo as Sammen keeps it."""
    return prepare(drawn())
