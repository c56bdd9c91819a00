#!/usr/bin/python3
"""Makes the sample files of this folder: what offices send, and what
attackers do.  Run it in this folder; expected.txt says what each must give.
"""
import datetime
import io
import random
import zipfile

import openpyxl

STILL = (1980, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006/relationships"


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def packed(parts):
    """A zip with PARTS (name -> bytes or text), the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, STILL), data,
                             zipfile.ZIP_DEFLATED)
    return out.getvalue()


def workbook(sheet, head="", extra=None, properties=""):
    """The parts of a workbook with one sheet, whose inside is SHEET."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">'
        f'<workbookPr {properties}/><sheets><sheet name="R&amp;D" sheetId="1" '
        f'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACK}">'
        f'<Relationship Id="rId1" Type="{REL}/worksheet" '
        f'Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{REL}/sharedStrings" '
        f'Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{REL}/styles" '
        f'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>'
        '<numFmt numFmtId="170" formatCode="[$-41D]d\\ mmmm\\ yyyy;@"/>'
        '<numFmt numFmtId="171" formatCode="#,##0.00\\ &quot;dyr&quot;;[Red]0"/>'
        '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/>'
        '<xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="170"/>'
        '<xf numFmtId="171"/><xf numFmtId="45"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>Företag</t></si>'
        '<si><r><t>Åke </t></r><r><rPr><b/></rPr><t>Öberg</t></r>'
        '<rPh sb="0" eb="1"><t>läs</t></rPh></si>'
        '<si><t>rad 1_x000D_\nrad 2 _x005F_x000D_</t></si><si><t/></si></sst>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}">'
        f'<sheetData>{sheet}</sheetData></worksheet>',
    }
    parts.update(extra or {})
    return parts


def make_texts():
    rows = "Företag;Telefon;Läge\r\nÅkes Åkeri;031-390 06 12;57,75214\r\n"
    write("utf8-bom.csv", b"\xef\xbb\xbf" + rows.encode())
    write("utf8-lf.csv", rows.replace("\r\n", "\n").encode())
    write("windows.csv", (rows + "Café – Œuvre;€;\r\n").encode("cp1252"))
    write("unicode-text.txt", b"\xff\xfe"
          + rows.replace(";", "\t").encode("utf-16-le"))
    write("utf16-be.txt", b"\xfe\xff"
          + rows.replace(";", "\t").encode("utf-16-be"))
    write("old-mac.csv", rows.replace("\r\n", "\r").encode())
    write("outlook.csv", '"Title","First Name","E-mail Address"\r\n"",'
          '"Åsa","asa@example.se"\r\n"Dr","Bo ""Bosse""","a,b;c"\r\n'
          .encode("cp1252"))
    write("quotes.csv", b'a;b\r\n"rad 1\r\nrad 2";x\r\n\r\n;;y\r\n'
          b'5" r\xc3\xb6r;z\r\n')
    write("decimals.csv", b"fran;till;vag_km\nSAM;PL01;7,7\nSAM;PL02;14,8\n")
    write("sep.csv", b"sep=,\r\na,b;c\r\n1,2\r\n")
    write("one-column.csv", "Namn\nÅsa\n\nBo\n".encode())
    write("title-row.csv", "Företag 2022\n\na;b\n1;2\n3;4\n".encode())
    write("open-quote.csv", b'a;b\r\n1;"2\r\n3;4\r\n')
    write("broken-utf8.csv", "Åsa;Örn\nÄlg;Å".encode()[:-1] + b"\n")
    write("nul.csv", b"a;b\r\n1;\x002\r\n")
    write("empty.csv", b"")
    write("only-bom.csv", b"\xef\xbb\xbf")
    write("web-page.xls", b"<html><table><tr><td>1</td></tr></table></html>")
    write("pdf.csv", b"%PDF-1.7\n")
    write("garbage.csv", random.Random(1).randbytes(4096))
    write("long-cell.csv", b"a;b\n1;" + b"x" * 32768 + b"\n")
    write("wide.csv", b";" * 1024 + b"x\n")


def make_workbooks():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Företag"
    sheet.append(["Namn", "Datum", "Tid", "Antal", "Läge", "Ja", "Formel"])
    sheet.append([])
    sheet.append(["Åkes Åkeri AB", datetime.date(2022, 5, 17),
                  datetime.time(8, 30), 45, 57.75214, True, "=1+1"])
    sheet.append(["Bo Åsa",
                  datetime.datetime(2022, 5, 17, 13, 0), 0.354166667,
                  701740605, 0.1 + 0.2, False, "#N/A"])
    hidden = book.create_sheet("Dold")
    hidden["C5"] = "C5"
    hidden.sheet_state = "hidden"
    book.create_sheet("Tom")
    book.save("office.xlsx")
    write("by-content.csv", open("office.xlsx", "rb").read())
    write("cells.xlsx", packed(workbook(
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>'
        '<c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c>'
        '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
        '<c r="AB2" t="b"><v>1</v></c><c r="AC2" t="e"><v>#N/A</v></c>'
        '<c r="AD2" t="str"><f>A2&amp;"x"</f><v>svar</v></c></row>'
        '<row><c s="1"><v>44698</v></c><c s="2"><v>0.35416666666666669</v></c>'
        '<c s="3"><v>44698.541666666664</v></c><c s="4"><v>1.0625</v></c>'
        '<c s="5"><v>44698</v></c><c s="6"><v>1234.5</v></c>'
        '<c s="7"><v>0.35421296296</v></c><c t="d"><v>2022-05-17T08:30:00</v>'
        '</c><c s="1"/><c s="1"><v>-3</v></c><c><f>1+1</f></c>'
        '<c t="str"><f>A9</f><v></v></c></row>'
        '<row r="7"><c><v>9021014001025000</v></c><c><v>0.30000000000000004</v>'
        '</c><c><v>1E-5</v></c><c><v>1.5E+15</v></c><c><v>-12.50</v></c>'
        '<c><v>1.0E+300</v></c><c s="1"><v>59</v></c><c s="1"><v>61</v></c>'
        '<c s="1"><v>1</v></c><c><v>1E-7</v></c><c><v>-1.2345E-6</v></c>'
        '<c><v>1.0E+20</v></c><c t="d"><v>2022-05-17T08:00</v></c></row>')))
    write("mac-1904.xlsx", packed(workbook(
        '<row r="1"><c r="A1" s="1"><v>43236</v></c></row>',
        properties='date1904="1"')))


def make_attacks():
    doctype = ('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "x">'
               '<!ENTITY b "&a;&a;&a;&a;">]>')
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>'
    write("entity.xlsx", packed(workbook(row % "&b;", doctype)))
    write("undefined-entity.xlsx", packed(workbook(row % "&b;")))
    file = ('<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>')
    write("external-entity.xlsx", packed(workbook(row % "&a;", file)))
    write("bomb.xlsx", packed(workbook(row % ("x" * (40 << 20)))))
    write("long-cell.xlsx", packed(workbook(row % ("x" * 32768))))
    write("wide.xlsx", packed(workbook(
        '<row r="3"><c r="XFD3"><v>1</v></c></row>')))
    write("no-column.xlsx", packed(workbook(
        '<row r="3"><c r="3"><v>1</v></c></row>')))
    write("high-row.xlsx", packed(workbook(
        '<row r="99999999"><c><v>1</v></c></row>')))
    write("rows-back.xlsx", packed(workbook('<row r="3"/><row r="2"/>')))
    write("cells-back.xlsx", packed(workbook(
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>')))
    write("no-string.xlsx", packed(workbook(
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>')))
    write("outside-path.xlsx", packed(workbook("", extra={
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACK}">'
        f'<Relationship Id="rId1" Type="{REL}/worksheet" '
        'Target="../../../../etc/passwd"/></Relationships>'})))
    whole = packed(workbook(row % "hel"))
    write("truncated.xlsx", whole[:len(whole) // 2])
    spoiled = bytearray(packed(workbook(row % ("hel" * 500))))
    at = spoiled.find(b"xl/worksheets/sheet1.xml") + 60
    spoiled[at:at + 8] = b"\xff" * 8
    write("spoiled.xlsx", bytes(spoiled))
    sheets = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="rId1"/>'
                     for i in range(1, 66))
    write("many-sheets.xlsx", packed(workbook("", extra={
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        f'{sheets}</sheets></workbook>'})))
    write("photos.zip", packed({"photo.txt": "hej"}))
    out = io.BytesIO()  # OpenDocument stores its first part as it is
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", STILL),
                         "application/vnd.oasis.opendocument.spreadsheet")
    write("calc.ods", out.getvalue())
    write("binary.xlsb", packed({"xl/workbook.bin": "x"}))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    write("old.xls", ole)
    write("locked.xlsx", ole + "EncryptedPackage".encode("utf-16-le"))


make_texts()
make_workbooks()
make_attacks()
