using System.Globalization;
using System.IO.Compression;
using System.Text;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Tests.Support;
using MiniExcelLibs;

namespace FaceRek.Tests.Core.Attendance.Reports;

/// <summary>
/// Each report as a file, byte for byte as stored in Golden/. With FACEREK_GOLDEN set the files are written again, to
/// be reviewed before they are committed.
/// </summary>
public sealed class ReportFilesTests
{
    private static readonly string Golden = Path.Combine(
        Repository.Root,
        "FaceRek.Tests",
        "Core",
        "Attendance",
        "Reports",
        "Golden"
    );

    private const char Mark = '\uFEFF';

    public static TheoryData<ReportKind> Kinds => [.. Enum.GetValues<ReportKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_report_is_written_as_it_always_was(ReportKind kind)
    {
        var bytes = await BytesAsync(kind, Sample.People);
        var made = Encoding.UTF8.GetString(bytes);
        var file = Path.Combine(Golden, $"{kind.ToString().ToLowerInvariant()}.csv");
        if (Environment.GetEnvironmentVariable("FACEREK_GOLDEN") is not null)
        {
            Directory.CreateDirectory(Golden);
            await File.WriteAllTextAsync(file, made.TrimStart(Mark).ReplaceLineEndings("\n"));
        }
        Assert.Equal(
            Encoding.UTF8.GetBytes(Mark + (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\r\n")),
            bytes
        );
    }

    [Fact]
    public async Task A_cell_can_contain_quotes_commas_lines_and_any_character()
    {
        var person = Sample.People[0];
        var odd = person with { Person = person.Person with { Name = "Zoë \"Z\", 李\r\n😀\n" } };
        var csv = await CsvAsync(ReportKind.Payroll, [odd]);
        Assert.Contains("\"\r\n\"Zoë \"\"Z\"\", 李\r\n😀\n\",\"7\",", csv, StringComparison.Ordinal);
        Assert.EndsWith("\"\r\n", csv, StringComparison.Ordinal);
    }

    /// <summary>A web server lets no answer be written synchronously.</summary>
    [Fact]
    public async Task A_tallfile_is_written_without_blocking()
    {
        var person = Sample.People[0];
        var tall = person with { Person = person.Person with { Name = new string('x', 40_000) } };
        await using var stream = new AsynchronousStream();
        await ReportCsv.WriteAsync(
            stream,
            Report.Of(ReportKind.Payroll),
            Sample.Context(),
            Enumerable.Repeat(tall, 20).ToAsyncEnumerable(),
            CancellationToken.None
        );
        Assert.True(stream.Length > 20 * 40_000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_workbook_holds_what_the_csv_file_does(ReportKind kind)
    {
        using var book = await WorkbookAsync(kind, Sample.People);
        var rows = book.Query(useHeaderRow: false)
            .Cast<IDictionary<string, object?>>()
            .Select(row => string.Join('|', row.Values.Select(Plain)))
            .ToList();
        var csv = (await CsvAsync(kind, Sample.People))
            .TrimStart(Mark)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(line =>
                string.Join(
                    '|',
                    line.Trim('"')
                        .Split("\",\"")
                        .Select(cell => cell.Replace("\"\"", "\"", StringComparison.Ordinal))
                        .Select(cell => Plain(cell.StartsWith("'=", StringComparison.Ordinal) ? cell[1..] : cell))
                )
            );
        Assert.Equal(csv, rows);
    }

    [Fact]
    public async Task No_cell_is_a_formula_in_either_file()
    {
        Assert.Contains(
            "\"'=HYPERLINK(\"\"x\"\") \"\"Ben\"\"\"",
            await CsvAsync(ReportKind.Payroll, Sample.People),
            StringComparison.Ordinal
        );
        using var archive = new ZipArchive(await WorkbookAsync(ReportKind.Payroll, Sample.People), ZipArchiveMode.Read);
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.DoesNotMatch("<(x:)?f[ >]", await sheet.ReadToEndAsync());
    }

    [Fact]
    public async Task A_report_without_lines_still_has_its_columns()
    {
        using var book = await WorkbookAsync(ReportKind.Late, []);
        var header = Assert.Single(book.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>());
        Assert.Equal("Person", header["A"]);
        Assert.StartsWith("\uFEFF\"Person\",", await CsvAsync(ReportKind.Late, []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payroll_names_zone_rule_and_lock()
    {
        var csv = await CsvAsync(ReportKind.Payroll, Sample.People, new string('a', 64));
        Assert.Contains(
            $"\"2026-03-23\",\"2026-03-29\",\"Europe/London\",\"Every in and the out after it; policy version 0\",\"{new string('a', 64)}\"",
            csv,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(7_200, false, "Accepted", "34:45", "2:00", "0")]
    [InlineData(0, false, "Refused", "32:45", "0:00", "0")]
    [InlineData(0, true, "Waiting", "32:45", "0:00", "1")]
    public void A_week_is_told_with_what_was_decided_about_it_and_paid_once_accepted(
        int accepted,
        bool waits,
        string decision,
        string paid,
        string weekly,
        string open
    )
    {
        var (person, over) = (Sample.WithWeek(accepted, waits), Sample.Context() with { Now = Sample.Now.AddDays(9) });
        Assert.Equal(
            (paid, "2:00", weekly, open),
            (
                Cell(ReportKind.Payroll, "Paid", 0),
                Cell(ReportKind.Payroll, "Weekly overtime", 0),
                Cell(ReportKind.Payroll, "Weekly paid", 0),
                Cell(ReportKind.Payroll, "Open decisions", 0)
            )
        );
        Assert.Equal(
            ("2026-03-29", "Week", "2:00", weekly, decision),
            (
                Cell(ReportKind.Overtime, "Day", 1),
                Cell(ReportKind.Overtime, "Beyond", 1),
                Cell(ReportKind.Overtime, "Overtime", 1),
                Cell(ReportKind.Overtime, "Of it paid", 1),
                Cell(ReportKind.Overtime, "Decision", 1)
            )
        );
        Assert.Equal(
            "0:00",
            Text(
                Report.Of(ReportKind.Payroll).Lines(person, Sample.Context()).Single()[
                    IndexOf(ReportKind.Payroll, "Weekly overtime")
                ]
            )
        );

        string Cell(ReportKind kind, string title, int line) =>
            Text(Report.Of(kind).Lines(person, over).ElementAt(line)[IndexOf(kind, title)]);
        int IndexOf(ReportKind kind, string title) =>
            Report.Of(kind).Columns(over).ToList().FindIndex(column => column.Title == title);
        static string Text(ReportCell cell) =>
            cell switch
            {
                ReportCell.Length length => ReportSheet.HoursAndMinutes(length.Seconds),
                ReportCell.Day day => day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ReportCell.Word word => word.Value,
                ReportCell.Count count => count.Value.ToString(CultureInfo.InvariantCulture),
                _ => "",
            };
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59, "0:00")]
    [InlineData(3_599, "0:59")]
    [InlineData(606_600, "168:30")]
    [InlineData(-90, "-0:01")]
    public void Hours_are_written_as_hours_and_minutes(int seconds, string expected) =>
        Assert.Equal(expected, ReportSheet.HoursAndMinutes(seconds));

    /// <summary>2 and 2.00 are the same number.</summary>
    private static string Plain(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return decimal.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G29", CultureInfo.InvariantCulture)
            : text;
    }

    private static async Task<string> CsvAsync(
        ReportKind kind,
        IReadOnlyList<PersonDays> people,
        string? lockHash = null
    )
    {
        return Encoding.UTF8.GetString(await BytesAsync(kind, people, lockHash));
    }

    private static async Task<byte[]> BytesAsync(
        ReportKind kind,
        IReadOnlyList<PersonDays> people,
        string? lockHash = null
    )
    {
        using var bytes = new MemoryStream();
        await ReportCsv.WriteAsync(
            bytes,
            Report.Of(kind),
            Sample.Context(lockHash),
            people.ToAsyncEnumerable(),
            CancellationToken.None
        );
        return bytes.ToArray();
    }

    private static async Task<MemoryStream> WorkbookAsync(ReportKind kind, IReadOnlyList<PersonDays> people)
    {
        var bytes = new MemoryStream();
        await ReportWorkbook.WriteAsync(
            bytes,
            Report.Of(kind),
            Sample.Context(),
            people.ToAsyncEnumerable(),
            CancellationToken.None
        );
        bytes.Position = 0;
        return bytes;
    }

    private sealed class AsynchronousStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException();

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException();

        public override void Flush() => throw new InvalidOperationException();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            base.Write(buffer, offset, count);
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            base.Write(buffer.ToArray(), 0, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
