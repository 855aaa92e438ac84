using System.Globalization;
using System.IO.Compression;
using System.Text;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Workplaces;
using FaceRek.Tests.Support;
using MiniExcelLibs;

namespace FaceRek.Tests.Core.Attendance.Reports;

/// <summary>Each report as a file, byte for byte as it is kept in Golden/. With FACEREK_GOLDEN set the files are written anew, to be looked at before they are kept.</summary>
public sealed class ReportFilesTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "FaceRek.Tests", "Core", "Attendance", "Reports", "Golden");

    private const char Mark = '\uFEFF';

    public static TheoryData<ReportKind> Kinds => [.. Enum.GetValues<ReportKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_report_is_written_as_it_always_was(ReportKind kind)
    {
        var made = await CsvAsync(kind, Sample.People);
        var file = Path.Combine(Golden, $"{kind.ToString().ToLowerInvariant()}.csv");
        if (Environment.GetEnvironmentVariable("FACEREK_GOLDEN") is not null)
        {
            _ = Directory.CreateDirectory(Golden);
            await File.WriteAllTextAsync(file, made.TrimStart(Mark).ReplaceLineEndings("\n"));
        }
        Assert.Equal((await File.ReadAllTextAsync(file)).ReplaceLineEndings(), made.TrimStart(Mark).ReplaceLineEndings());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_workbook_holds_what_the_csv_file_does(ReportKind kind)
    {
        using var book = await WorkbookAsync(kind, Sample.People);
        var rows = book.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>().Select(row => string.Join('|', row.Values.Select(Plain))).ToList();
        var csv = (await CsvAsync(kind, Sample.People)).TrimStart(Mark).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join('|', line.Trim('"').Split("\",\"").Select(cell => cell.Replace("\"\"", "\"", StringComparison.Ordinal)).Select(cell => Plain(cell.StartsWith("'=", StringComparison.Ordinal) ? cell[1..] : cell))));
        Assert.Equal(csv, rows);
    }

    [Fact]
    public async Task No_cell_is_a_formula_in_either_file()
    {
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\") \"\"Ben\"\"\"", await CsvAsync(ReportKind.Payroll, Sample.People), StringComparison.Ordinal);
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
        Assert.Contains($"\"2026-03-23\",\"2026-03-29\",\"Europe/London\",\"Every in and the out after it; policy version 0\",\"{new string('a', 64)}\"", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void A_week_counts_in_the_period_of_its_Sunday_with_the_days_before_the_period()
    {
        var days = Enumerable.Range(0, 7).Select(day => Sample.Worked(Sample.Monday.AddDays(day), hours: 7)).ToList();
        string WeeklyIn(DateOnly from, DateOnly to)
        {
            var context = Sample.Context() with { Scope = new ReportScope(Reach.Everybody, from, to), Now = Sample.Now.AddDays(9) };
            var line = Assert.Single(Report.Of(ReportKind.Payroll).Lines(new PersonDays(Sample.People[0].Person, [.. days.Where(day => day.On >= from && day.On <= to)], [.. days.Where(day => day.On < from)]), context));
            var index = Report.Of(ReportKind.Payroll).Columns(context).ToList().FindIndex(column => column.Title == "Weekly overtime");
            return ReportSheet.HoursAndMinutes(((ReportCell.Length)line[index]).Seconds);
        }
        Assert.Equal("9:00", WeeklyIn(Sample.Monday.AddDays(3), Sample.Monday.AddDays(20)));
        Assert.Equal("0:00", WeeklyIn(Sample.Monday.AddDays(-20), Sample.Monday.AddDays(5)));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59, "0:00")]
    [InlineData(3_599, "0:59")]
    [InlineData(606_600, "168:30")]
    [InlineData(-90, "-0:01")]
    public void Hours_are_written_as_hours_and_minutes(int seconds, string expected) => Assert.Equal(expected, ReportSheet.HoursAndMinutes(seconds));

    /// <summary>2 and 2.00 are one number.</summary>
    private static string Plain(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number.ToString("G29", CultureInfo.InvariantCulture) : text;
    }

    private static async Task<string> CsvAsync(ReportKind kind, IReadOnlyList<PersonDays> people, string? lockHash = null)
    {
        using var bytes = new MemoryStream();
        await ReportCsv.WriteAsync(bytes, Report.Of(kind), Sample.Context(lockHash), people.ToAsyncEnumerable(), CancellationToken.None);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static async Task<MemoryStream> WorkbookAsync(ReportKind kind, IReadOnlyList<PersonDays> people)
    {
        var bytes = new MemoryStream();
        await ReportWorkbook.WriteAsync(bytes, Report.Of(kind), Sample.Context(), people.ToAsyncEnumerable(), CancellationToken.None);
        bytes.Position = 0;
        return bytes;
    }
}
