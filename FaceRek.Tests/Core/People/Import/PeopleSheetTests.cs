using System.Text;
using FaceRek.Core.People.Import;

namespace FaceRek.Tests.Core.People.Import;

public sealed class PeopleSheetTests
{
    [Theory]
    [InlineData("Name,External id,E-mail\nAda Baker,7,ada@bakery.example\n")]
    [InlineData("name;EXTERNAL_ID;email\r\nAda Baker;7;ada@bakery.example\r\n")]
    [InlineData("E-Mail Address\tFull Name\tEmployee number\nada@bakery.example\tAda Baker\t7")]
    [InlineData("First name,Last name,Staff ID,Shoe size,Mail\nAda,Baker,7,38,ada@bakery.example")]
    [InlineData("\"Name\",\"External id\",\"E-mail\"\r\n\"Ada Baker\",\"7\",\"ada@bakery.example\"")]
    [InlineData("sep=;\r\nName;Id;Mail\r\nAda Baker;7;ada@bakery.example")]
    public void Columns_are_found_in_any_order_case_and_separator(string text)
    {
        var line = Assert.Single(Lines(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(("Ada Baker", "7", "ada@bakery.example"), (line.Name, line.ExternalId, line.Email));
    }

    [Fact]
    public void Text_arrives_in_whichever_encoding_a_spreadsheet_writes()
    {
        const string Text = "Name;Id\r\nZoë Müller;7\r\n";
        byte[][] files =
        [
            Encoding.UTF8.GetBytes(Text),
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Text),
        ];
        Assert.All(files, file => Assert.Equal("Zoë Müller", Assert.Single(Lines(file)).Name));
    }

    [Fact]
    public void Lines_are_numbered_as_they_stand_in_the_file()
    {
        var lines = Lines("Name,Id\n\"Ada\nBaker\",1\n\n  ,\nBen,2\n"u8.ToArray());
        Assert.Equal([(2, "1"), (6, "2")], lines.Select(l => (l.Number, l.ExternalId)));
    }

    [Fact]
    public void A_file_that_is_no_sheet_of_people_says_why()
    {
        Assert.Equal(SheetError.Empty, Fault([]));
        Assert.Equal(SheetError.Empty, Fault(" \r\n \r\n"u8.ToArray()));
        Assert.Equal(SheetError.Empty, Fault([0xEF, 0xBB, 0xBF]));
        Assert.Equal(SheetError.HeaderOnly, Fault("Name,Id\n"u8.ToArray()));
        Assert.Equal(SheetError.NotText, Fault([.. "PK\x03\x04"u8, 1, 2, 3]));
        Assert.Equal(SheetError.NotText, Fault([0xD0, 0xCF, 0x11, 0xE0, 0xA1]));
        Assert.Equal(SheetError.NotText, Fault([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 13]));
        Assert.Equal(SheetError.NoNameColumn, Fault("Ada,7\nBen,8\n"u8.ToArray()));
        Assert.Equal(SheetError.ColumnTwice, Fault("Name,Id,Staff number\nAda,7,7\n"u8.ToArray()));
        Assert.Equal(SheetError.TooLarge, Fault(new byte[PeopleSheetReader.MaxBytes + 1]));
    }

    [Fact]
    public void A_quotation_mark_that_does_not_close_is_named_by_its_line()
    {
        Assert.Equal(
            new SheetReading.Refused(SheetError.QuotesUnbalanced, 3),
            PeopleSheetReader.Read("Name,Id\nAda,1\n\"Ben,2\nEve,3\n"u8)
        );
        Assert.Equal(
            new SheetReading.Refused(SheetError.QuotesUnbalanced, 2),
            PeopleSheetReader.Read("Name,Id\nA\"da,1\n"u8)
        );
    }

    [Fact]
    public void Five_thousand_lines_are_read_and_one_more_is_too_many()
    {
        var file = new StringBuilder("Name\n").Insert(5, "Ada\n", PeopleSheetReader.MaxLines);
        Assert.Equal(PeopleSheetReader.MaxLines, Lines(Encoding.UTF8.GetBytes(file.ToString())).Count);
        Assert.Equal(SheetError.TooManyLines, Fault(Encoding.UTF8.GetBytes(file.Append("Ada\n").ToString())));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+49 30 1234")]
    [InlineData("-7")]
    [InlineData("@SUM(A1)")]
    [InlineData("'=1+1")]
    [InlineData("''-1")]
    [InlineData("'t Hart")]
    [InlineData("Bell, \"Alex\"; G.")]
    [InlineData("＝1+1")]
    [InlineData("Zoë 👩‍🚀")]
    public void A_cell_leaves_as_text_and_comes_back_as_it_was(string name)
    {
        var file = PeopleSheetWriter.Write([new PersonRow(name, "1", null, true)]);

        Assert.Equal(name, Assert.Single(Lines(file)).Name);
        var cell = Encoding.UTF8.GetString(file).Split("\r\n")[1];
        Assert.DoesNotMatch("^\"?[=+\\-@\\t＝]", cell);
    }

    private static IReadOnlyList<SheetLine> Lines(byte[] file) =>
        Assert.IsType<SheetReading.Lines>(PeopleSheetReader.Read(file)).All;

    private static SheetError Fault(byte[] file) =>
        Assert.IsType<SheetReading.Refused>(PeopleSheetReader.Read(file)).Error;
}
