using Bunit;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Tests.Core.Attendance.Reports;
using FaceRek.Web.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Components;

public sealed class ChartTests : IDisposable
{
    private static readonly ChartPoint[] Points = [new("08", 2, "2"), new("09", 7, "7"), new("10", null, "–")];
    private readonly BunitContext bunit = new();

    public ChartTests() => bunit.Services.AddLocalization().AddLogging();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void Bars_stand_in_proportion_and_only_where_there_is_something_to_say()
    {
        var chart = bunit.Render<ColumnChart>(with =>
            with.Add(c => c.Title, "Presence")
                .Add(c => c.Summary, "Most at nine.")
                .Add(c => c.Across, "Hour")
                .Add(c => c.Up, "People")
                .Add(c => c.Points, Points)
        );
        var heights = chart
            .FindAll("rect")
            .Select(bar => double.Parse(bar.GetAttribute("height")!, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(2, heights.Count);
        Assert.Equal(3.5, heights[1] / heights[0], 2);
        Assert.Equal(["08: 2", "09: 7"], chart.FindAll("rect title").Select(title => title.TextContent));
    }

    [Fact]
    public void A_screen_reader_hears_what_it_is_and_what_matters_and_finds_every_figure_in_a_table()
    {
        var chart = bunit.Render<TrendChart>(with =>
            with.Add(c => c.Title, "Lateness")
                .Add(c => c.Summary, "Last: 7.")
                .Add(c => c.Across, "Week")
                .Add(c => c.Up, "Late")
                .Add(c => c.Points, Points)
        );
        Assert.Equal(
            ("img", "Lateness. Last: 7."),
            (chart.Find("svg").GetAttribute("role"), chart.Find("svg").GetAttribute("aria-label"))
        );
        Assert.Equal(
            ["08|2", "09|7", "10|–"],
            chart.FindAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent)))
        );
        Assert.Equal("Lateness", chart.Find("caption").TextContent);
    }

    [Fact]
    public void A_trend_leaps_over_what_is_not_known()
    {
        var chart = bunit.Render<TrendChart>(with =>
            with.Add(c => c.Title, "x").Add(c => c.Points, [new("1", 1, "1"), new("2", null, "–"), new("3", 3, "3")])
        );
        Assert.Equal(2, chart.FindAll("circle").Count);
        Assert.Matches("^M[0-9. ]+L[0-9. ]+$", chart.Find("path").GetAttribute("d")!);
    }

    [Fact]
    public void Without_figures_nothing_is_drawn_and_it_is_said()
    {
        Assert.Empty(
            bunit
                .Render<ColumnChart>(with => with.Add(c => c.Title, "x").Add(c => c.Points, [new("1", 0, "0")]))
                .FindAll("svg")
        );
        Assert.Contains(
            "Nothing to draw yet",
            bunit.Render<TrendChart>(with => with.Add(c => c.Title, "x").Add(c => c.Points, [])).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing to draw yet",
            bunit
                .Render<HeatMap>(with =>
                    with.Add(c => c.Title, "x")
                        .Add(c => c.Monday, Sample.Monday)
                        .Add(c => c.Last, Sample.Monday)
                        .Add(c => c.Days, [])
                )
                .Markup,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_heat_map_has_a_cell_a_day_and_writes_the_figure_into_it()
    {
        var map = bunit.Render<HeatMap>(with =>
            with.Add(c => c.Title, "Attendance")
                .Add(c => c.Monday, Sample.Monday)
                .Add(c => c.Last, Sample.Monday.AddDays(8))
                .Add(
                    c => c.Days,
                    [
                        new DayCount(Sample.Monday, 10, 10, 1),
                        new DayCount(Sample.Monday.AddDays(1), 10, 6, 0),
                        new DayCount(Sample.Monday.AddDays(2), 0, 0, 0),
                    ]
                )
        );
        Assert.Equal(14, map.FindAll("rect").Count);
        Assert.Equal(["100", "60"], map.FindAll(".graph__label--cell").Select(text => text.TextContent));
        Assert.Equal(
            ["heat heat--all", "heat heat--some"],
            map.FindAll("rect:has(title)").Select(cell => cell.ClassName)
        );
        Assert.Equal(2, map.FindAll("tbody tr").Count);
    }
}
