"""Bytes → text: byte order marks, declared and detected encodings, damaged UTF-8; binary is refused."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dragoman.errors import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What French and English news was stored in before UTF-8, the likeliest first.
LEGACY = ("cp1252", "iso8859-15", "mac-roman", "cp850")
MAGIC = (
    (b"%PDF", "a PDF, not text; take its text out first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP or office document, not text; unpack it, or save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document, not text; save it as plain text"),
    (b"{\\rtf", "a rich text document; save it as plain text"),
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
    (b"RIFF", "a sound, film or image, not text"),
    (b"ID3", "a sound, not text"),
    (b"\x7fELF", "a program, not text"),
    (b"MZ\x90", "a program, not text"),
    (b"\xfd7zXZ", "an xz archive; unpack it (unxz)"),
    (b"BZh", "a bzip2 archive; unpack it (bunzip2)"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it"),
    (b"(\xb5/\xfd", "a zstd archive; unpack it (unzstd)"),
    (b"SQLite format", "an SQLite database; export the table as CSV"),
)
SAMPLE = 200_000  # bytes that decide the encoding of a file too long to be held
# What French and English text has beyond ASCII. A capital in the middle of a word counts against an encoding.
CAPITALS = "ÀÂÇÉÈÊËÎÏÔÙÛÜŒÆŸ"
EXPECTED = re.compile(
    rf"(?<![A-Za-z])[{CAPITALS}]|(?<=[A-Z])[{CAPITALS}](?![a-z])|[àâäçéèêëîïôöùûüÿœæñáíóúãõ€«»’‘“”–—…°\xa0•]"
)
BEYOND = re.compile("[^\x00-\x7f]")
SURE = 0.8  # share of expected characters under which the statistics of charset-normalizer are asked instead
C1 = re.compile(rb"[\x80-\x9f]")


def refuse_binary(data: bytes, name: str) -> None:
    """Raise InputError for what is no text: a known kind of file, or NUL and control characters in plenty."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}.")
    sample = data[:SAMPLE]
    if any(data.startswith(bom) for bom, _ in BOMS) or _bare_utf16(sample):
        return
    control = sum(1 for byte in sample if byte < 9 or (13 < byte < 32 and byte != 27))
    if b"\x00" in sample or control > len(sample) // 50:
        raise InputError(
            f"{name} is binary data, not text; dragoman reads text, HTML, JSON, CSV, Parquet and feeds."
        )


def detect(data: bytes, declared: str | None = None) -> str:
    """The encoding of `data`: its byte order mark, UTF-8 where valid, the declared one, else detected."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return encoding
    bare = _bare_utf16(data)
    if bare:
        return bare
    # Valid UTF-8 with accents is no accident, whatever a server declares.
    if _utf8_share(data) > 0.5:
        return "utf-8"
    if declared and _decodes(data, declared):
        return declared
    return _legacy(data)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return False
    # What servers declare as ISO-8859-1 is Windows-1252 in fact where 0x80-0x9F occur (the WHATWG rule).
    return not (C1.search(data) and codecs.lookup(encoding).name.startswith("iso8859"))


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of western text is NUL."""
    sample = data[:2000]
    if len(sample) < 8:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > len(sample) * 0.35 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) * 0.35 and odd == 0 else None


def _utf8_share(data: bytes) -> float:
    """Of the characters beyond ASCII, the share that is valid UTF-8 (1 where there is none)."""
    text = data.decode("utf-8", errors="surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", text))
    whole = len(re.findall("[\u0080-\ud7ff\ue000-\U0010ffff]", text))
    return 1.0 if not broken else whole / (whole + broken)


def _legacy(data: bytes) -> str:
    """The old western encoding that gives the characters French uses.

    Counted here: charset-normalizer takes "Cœur" in ISO-8859-15 for Mac Roman: it needs longer texts.
    """
    sample = data[:SAMPLE]

    def share(encoding: str) -> float:
        text = sample.decode(encoding, errors="replace")
        return len(EXPECTED.findall(text)) / max(1, len(BEYOND.findall(text)))

    best = max(LEGACY, key=share)  # the first of equals
    if share(best) >= SURE:
        return best
    guessed = from_bytes(sample).best()
    return guessed.encoding if guessed else best


def decode(data: bytes, name: str, *, encoding: str | None = None, declared: str | None = None) -> str:
    """The text of `data`, newlines as "\\n"; `encoding` is the user's word, `declared` a server's or page's.

    UTF-8 with single bytes of Windows-1252 in it (pages pasted together) is read right; any other damage is
    an InputError that says where.
    """
    refuse_binary(data, name)
    chosen = encoding or detect(data, declared)
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as broken:
        if encoding or chosen not in ("utf-8", "utf-8-sig"):
            raise InputError(
                f"{name} is not {chosen}: byte {broken.start} does not fit; name its encoding (--encoding), "
                "or leave it out to have it detected."
            ) from None
        text = _mended(data, name)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _mended(data: bytes, name: str) -> str:
    text = data.decode("utf-8", errors="surrogateescape")

    def mend(found: re.Match[str]) -> str:
        byte = bytes([ord(found[0]) - 0xDC00])
        read = byte.decode("cp1252", errors="ignore")
        return read if read.isalpha() or (read in "’‘“”«»–—…°\xa0€" and read) else found[0]

    # Single bytes only: two strays in a row are half of a character that is gone.
    text = re.sub("(?<![\udc80-\udcff])[\udc80-\udcff](?![\udc80-\udcff])", mend, text)
    lost = re.search("[\udc80-\udcff]", text)
    if lost:
        line = text.count("\n", 0, lost.start()) + 1
        raise InputError(
            f"{name} is broken UTF-8: a character in line {line} cannot be read; save it anew, or name its "
            "encoding (--encoding)."
        )
    return text
