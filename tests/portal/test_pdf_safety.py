"""PDFs: what they would do by themselves is found wherever it hides; an ordinary act is not refused."""

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from portal import pdf_inspection, pdf_safety
from portal.pdf_safety import refuse_active_pdf
from portal.uploads import clean_pdf

SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def pdf(change=lambda pdf: None, **how):
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    stream = io.BytesIO()
    made.save(stream, **how)
    return stream.getvalue()


def attach(name, data=b"x"):
    def change(made):
        made.attachments[name] = AttachedFileSpec(made, data)

    return change


def put(**values):
    def change(made):
        for name, value in values.items():
            made.Root[f"/{name}"] = value

    return change


ACTIVE = {
    "a script that runs when opened": (put(OpenAction=SCRIPT), "JavaScript"),
    "a named script": (put(Names=Dictionary(JavaScript=Dictionary(Names=Array(["a", SCRIPT])))), "JavaScript"),
    "a script of a page": (lambda made: made.pages[0].obj.__setitem__("/AA", Dictionary(O=SCRIPT)), "JavaScript"),
    "a program": (put(OpenAction=Dictionary(S=Name.Launch, F="cmd.exe")), "pornește alte programe"),
    "a form of another program": (put(AcroForm=Dictionary(XFA=Array([]))), "formular XFA"),
    "a program attached": (attach("factura.exe"), "are atașat un fișier"),
    "a page attached": (attach("pagina.html"), "are atașat un fișier"),
    "a file without a kind attached": (attach("fisier"), "are atașat un fișier"),
}
PACKED = {
    "plain": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "packed": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
}


def refusal(data):
    with pytest.raises(ValidationError) as refused:
        refuse_active_pdf(data)
    return refused.value.message


@pytest.mark.parametrize("kind", ACTIVE)
def test_what_a_pdf_would_do_is_refused_with_the_reason(kind):
    change, reason = ACTIVE[kind]
    said = refusal(pdf(change, **PACKED["plain"]))
    assert reason in said and pdf_safety.SAVE_PLAIN in said


@pytest.mark.parametrize("kind", ACTIVE)
def test_it_is_found_in_packed_objects_too(kind):
    assert pdf_inspection.inspect(pdf(ACTIVE[kind][0], **PACKED["packed"])) != []


def test_it_is_found_behind_packing_codes_and_encryption():
    packed = pdf(ACTIVE["a script that runs when opened"][0], **PACKED["packed"])
    assert b"JavaScript" not in packed and "JavaScript" in refusal(packed)
    coded = (
        pdf(put(OpenAction=SCRIPT), **PACKED["plain"])
        .replace(b"/JavaScript", b"/J#61vaScript")
        .replace(b"/JS", b"/#4AS")
    )
    assert "JavaScript" in refusal(coded)
    closed = pdf(put(OpenAction=SCRIPT), encryption=pikepdf.Encryption(owner="x", user=""))
    assert "JavaScript" in refusal(closed)
    assert "parolă" in refusal(pdf(encryption=pikepdf.Encryption(owner="x", user="y")))


ORDINARY = {
    "a page": (lambda made: None, {}),
    "packed": (lambda made: None, PACKED["packed"]),
    "one that opens at a page": (
        lambda made: made.Root.__setitem__("/OpenAction", Array([made.pages[0].obj, Name.Fit])),
        PACKED["packed"],
    ),
    "a link": (put(OpenAction=Dictionary(S=Name.URI, URI="https://cjcluj.ro")), PACKED["packed"]),
    "its data beside it (PDF/A-3)": (attach("date.xml"), PACKED["packed"]),
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_ordinary_pdf_is_kept(kind):
    change, how = ORDINARY[kind]
    data = pdf(change, **how)
    assert clean_pdf(SimpleUploadedFile("act.pdf", data)).data == data


def test_what_cannot_be_looked_into_is_refused():
    assert refusal(b"%PDF-1.7\n/ObjStm\n%%EOF") == pdf_safety.UNREADABLE


def test_looking_into_it_is_bounded(monkeypatch):
    monkeypatch.setattr(pdf_safety, "PATIENCE", 0.01)
    assert refusal(pdf(put(OpenAction=SCRIPT))) == pdf_safety.UNREADABLE


def test_too_many_values_are_not_looked_at(monkeypatch):
    monkeypatch.setattr(pdf_inspection, "MAX_VALUES", 5)
    with pytest.raises(OverflowError):
        pdf_inspection.inspect(pdf())
