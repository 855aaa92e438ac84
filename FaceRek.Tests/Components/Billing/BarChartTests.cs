using System.Globalization;
using Bunit;
using FaceRek.Web.Components;
using FaceRek.Web.Components.Billing;

namespace FaceRek.Tests.Components.Billing;

public sealed class BarChartTests : IDisposable
{
    private readonly BunitContext bunit = new BunitContext().WithBillingWords();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void It_is_one_picture_with_one_sentence_and_a_word_for_each_bar()
    {
        var chart = Render(Bars(3, 8));
        Assert.Equal(
            ("img", "Between 3 and 8."),
            (chart.Find("svg").GetAttribute("role"), chart.Find("svg").GetAttribute("aria-label"))
        );
        Assert.Equal(["3 people", "8 people"], chart.FindAll("rect title").Select(title => title.TextContent));
        Assert.Equal(["8", "4", "0"], chart.FindAll(".chart__scale li").Select(mark => mark.TextContent));
        Assert.Equal(
            [37.5m, 100m],
            chart
                .FindAll("rect")
                .Select(bar => decimal.Parse(bar.GetAttribute("height")!, CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public void A_second_measure_is_a_line_across_the_bar_and_is_explained()
    {
        var chart = Render([new("1", 4, "4", Mark: 6), new("2", 4, "4")]);
        Assert.Equal("M0 0h10", Assert.Single(chart.FindAll(".chart__mark")).GetAttribute("d"));
        Assert.Contains("paid for", chart.Find("figcaption").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("paid for", Render(Bars(1)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_bars_the_first_the_middle_and_the_last_are_named()
    {
        var chart = Render(Bars([.. Enumerable.Repeat(1, 31)]));
        Assert.Equal(["0", "15", "30"], chart.FindAll(".chart__axis li").Select(label => label.TextContent));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 2)]
    [InlineData(7, 8)]
    [InlineData(11, 20)]
    [InlineData(45.5, 50)]
    [InlineData(1234, 2000)]
    public void The_scale_ends_at_a_round_number(decimal most, decimal top) =>
        Assert.Equal(top, ChartScale.Above(most));

    private static List<ChartBar> Bars(params int[] values) =>
        [
            .. values.Select(
                (value, index) => new ChartBar(index.ToString(CultureInfo.InvariantCulture), value, $"{value} people")
            ),
        ];

    private IRenderedComponent<BarChart> Render(IReadOnlyList<ChartBar> bars) =>
        bunit.Render<BarChart>(with =>
            with.Add(c => c.Bars, bars)
                .Add(c => c.Title, "People")
                .Add(c => c.Summary, "Between 3 and 8.")
                .Add(c => c.MarkTitle, "paid for")
        );
}
