"""What every uploaded file goes through: its size, its name, whether it is what it says."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.uploads import (
    MAX_BYTES,
    MAX_NAME,
    MEGABYTE,
    NO_SPACE,
    FileUpload,
    clean_name,
    clean_pdf,
    first_bytes,
    is_pdf,
    read_whole,
)

PDF = b"%PDF-1.7\n...\n%%EOF"


def upload(data=PDF, name="act.pdf", **facts):
    file = SimpleUploadedFile(name, data)
    for fact, value in facts.items():
        setattr(file, fact, value)
    return file


def refusal(read, file):
    with pytest.raises(ValidationError) as refused:
        read(file)
    return refused.value.message


def test_a_file_is_read_whole():
    assert read_whole(upload(b"abc")) == b"abc"


def test_a_file_of_the_greatest_size_is_taken():
    assert read_whole(upload(b"abc", size=MAX_BYTES)) == b"abc"


def test_a_file_one_byte_too_big_is_refused_with_its_size_rounded_up():
    said = "Fișierul are 21 MB, iar limita este de 20 MB. Încărcați-l mai mic sau pe părți."
    assert refusal(read_whole, upload(b"abc", size=MAX_BYTES + 1)) == said


def test_the_limit_is_twenty_megabytes():
    assert MAX_BYTES == 20 * 1024 * 1024


def test_a_file_that_found_no_room_says_so():
    assert refusal(read_whole, upload(is_lost=True)) == NO_SPACE


def test_an_empty_file_and_one_of_spaces_are_refused():
    assert [refusal(read_whole, upload(data)) for data in (b"", b" \n\t")] == ["Fișierul este gol."] * 2


def test_a_name_keeps_its_letters_and_loses_its_folders():
    assert [clean_name("../acte/Hotărâre.pdf"), clean_name("C:\\acte\\Hotărâre.pdf")] == ["Hotărâre.pdf"] * 2


def test_what_a_system_would_refuse_in_a_name_becomes_a_space():
    assert clean_name('a:b*c?"d"<e>|f\ng\th.pdf') == "a b c d e f g h.pdf"


def test_unprintable_characters_leave_a_name():
    assert clean_name("ac\x00t\x1f.pdf") == "act.pdf"


def test_a_name_is_spelled_with_comma_below_letters():
    assert clean_name("hotărâri adoptate şi ţinte.pdf") == "hotărâri adoptate și ținte.pdf"


def test_a_name_neither_begins_nor_ends_with_a_point():
    assert [clean_name(".ascuns"), clean_name("act. .")] == ["ascuns", "act"]


def test_a_name_of_nothing_is_a_file():
    assert [clean_name(""), clean_name("/"), clean_name("???")] == ["fisier"] * 3


def test_a_long_name_is_cut_before_its_ending():
    assert clean_name("x" * 200 + ".pdf") == "x" * (MAX_NAME - 4) + ".pdf"


def test_a_name_of_the_greatest_length_is_kept():
    assert clean_name("x" * 146 + ".pdf") == "x" * 146 + ".pdf"


def test_an_ending_of_eleven_letters_and_point_is_still_an_ending():
    assert clean_name("x" * 200 + "." + "y" * 10) == "x" * (MAX_NAME - 11) + "." + "y" * 10


def test_what_is_too_long_to_be_an_ending_is_cut_with_the_name():
    assert clean_name("x" * 200 + "." + "y" * 11) == "x" * MAX_NAME


def test_a_pdf_begins_and_ends_as_one():
    assert [is_pdf(PDF), is_pdf(b"%PDF-1.7"), is_pdf(b" " + PDF), is_pdf(b"%%EOF")] == [True, False, False, False]


def test_a_pdf_is_kept_under_its_clean_name():
    assert clean_pdf(upload(name="Act 12.PDF")) == FileUpload("Act 12.PDF", PDF)


def test_a_file_that_is_not_called_pdf_is_refused():
    said = "Încărcați un fișier PDF: actul semnat, scanat sau semnat electronic."
    assert refusal(clean_pdf, upload(name="act.docx")) == said


def test_a_file_that_is_only_called_pdf_is_refused():
    said = "Fișierul se numește .pdf, dar conținutul lui este altceva."
    assert refusal(clean_pdf, upload(b"PK\x03\x04")) == said


def test_a_size_of_whole_megabytes_is_not_rounded_up():
    assert refusal(read_whole, upload(size=21 * 1024 * 1024)).startswith("Fișierul are 21 MB,")


def test_the_last_byte_of_the_greatest_file_is_read():
    assert len(read_whole(upload(b"x" * MAX_BYTES))) == MAX_BYTES


def test_a_name_has_at_most_a_hundred_and_fifty_letters():
    assert MAX_NAME == 150


def test_a_file_without_a_name_is_no_pdf():
    file = upload()
    file.name = None
    assert refusal(clean_pdf, file) == "Încărcați un fișier PDF: actul semnat, scanat sau semnat electronic."


def test_who_asks_sets_the_limit():
    assert read_whole(upload(b"a" * MEGABYTE), MEGABYTE) == b"a" * MEGABYTE
    said = "Fișierul are 2 MB, iar limita este de 1 MB. Încărcați-l mai mic sau pe părți."
    assert refusal(lambda file: read_whole(file, MEGABYTE), upload(b"a" * (MEGABYTE + 1))) == said


@pytest.mark.parametrize(
    ("name", "extension"),
    [("C:\\acte\\Foaie.XLSX", "xlsx"), ("../../etc/passwd", ""), ("a" * 300 + ".csv", "csv"), ("a\x00b.ods", "ods")],
)
def test_a_clean_name_keeps_its_kind(name, extension):
    assert FileUpload(clean_name(name), b"").extension == extension


def test_a_part_of_an_archive_is_looked_at_without_being_unpacked_whole():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", " application/x \n" + "a" * MEGABYTE)
    with zipfile.ZipFile(content) as archive:
        assert first_bytes(archive, "mimetype", 16) == b"application/x"
