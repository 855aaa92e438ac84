using Bunit;
using FaceRek.Tests.Core.Attendance.Reports;
using FaceRek.Web.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Components;

public sealed class WeekGridTests : IDisposable
{
    private readonly BunitContext bunit = new();

    public WeekGridTests() => bunit.Services.AddLocalization().AddLogging();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void Each_person_has_a_line_and_each_day_a_cell_with_word_times_and_what_is_amiss()
    {
        var rows = Render().FindAll("tbody tr");
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal(9, row.Children.Length));
        var ada = rows[0].Children;
        Assert.Contains("Ada Baker", ada[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("Present 09:00–17:30", Said(ada[1]));
        Assert.Equal("Present 09:15–19:00 0:15 late", Said(ada[2]));
        Assert.Equal("Leave", Said(ada[3]));
        Assert.Equal("Absent", Said(ada[5]));
        Assert.Equal("", Said(ada[7]));
    }

    [Fact]
    public void Times_are_those_of_the_place_and_a_day_that_still_runs_does_not_count_yet()
    {
        var rows = Render().FindAll("tbody tr");
        Assert.Contains("09:00–19:30", rows[1].Children[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("Needs a decision", rows[1].Children[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("19:15", rows[0].Children[8].TextContent.Trim());
    }

    [Fact]
    public void The_header_names_holidays_and_marks_today()
    {
        var head = Render().FindAll("thead th");
        Assert.Contains("Mothers’ day", head[7].TextContent, StringComparison.Ordinal);
        Assert.Equal(
            "date",
            Assert.Single(head, cell => cell.HasAttribute("aria-current")).GetAttribute("aria-current")
        );
    }

    private static string Said(AngleSharp.Dom.IElement cell) =>
        string.Join(' ', cell.Children.Select(part => part.TextContent.Trim()));

    private IRenderedComponent<WeekGrid> Render() =>
        bunit.Render<WeekGrid>(with =>
            with.Add(c => c.Monday, Sample.Monday)
                .Add(c => c.People, Sample.People)
                .Add(c => c.Now, Sample.Now)
                .Add(c => c.Today, Sample.Monday.AddDays(5))
                .Add(c => c.Holidays, new Dictionary<DateOnly, string> { [Sample.Monday.AddDays(6)] = "Mothers’ day" })
        );
}
