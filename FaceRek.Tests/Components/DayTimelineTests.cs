using Bunit;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Tests.Core.Attendance.Days;
using FaceRek.Web.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace FaceRek.Tests.Components;

public sealed class DayTimelineTests : IDisposable
{
    private const string Monday = "2026-03-02";

    private readonly BunitContext bunit = new();

    public DayTimelineTests() => bunit.Services.AddLocalization().AddLogging();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void It_draws_the_shift_and_each_session_and_tells_the_times_and_the_reasons()
    {
        var timeline = Render(
            new PersonScenario()
                .Works("09:00", 8 * 60)
                .In($"{Monday} 09:10")
                .Out($"{Monday} 12:00")
                .In($"{Monday} 12:30")
                .Out($"{Monday} 17:00"),
            hoursLater: 24
        );
        Assert.Equal(
            (1, 2, 4),
            (
                timeline.FindAll(".timeline__plan").Count,
                timeline.FindAll(".timeline__work").Count,
                timeline.FindAll("time").Count
            )
        );
        Assert.Equal(["09:10", "12:00", "12:30", "17:00"], timeline.FindAll("time").Select(time => time.TextContent));
        var reasons = timeline.FindAll(".reasons li").Select(reason => reason.TextContent).ToList();
        Assert.Contains("First in at 09:10.", reasons);
        Assert.Contains("A punched break of 0:30.", reasons);
        Assert.Contains("Came 10 min late, counted from the start of the shift (past the 5 min of grace).", reasons);
        Assert.Contains(
            "09:10–12:00, 12:30–17:00",
            timeline.Find("svg").GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_inferred_end_is_drawn_as_such_and_only_once_the_day_is_over()
    {
        var someone = new PersonScenario().Works("09:00", 8 * 60).In($"{Monday} 09:00");
        Assert.Empty(Render(someone, hoursLater: 0).FindAll(".timeline__inferred, .reasons li"));
        var over = Render(someone, hoursLater: 24);
        Assert.Single(over.FindAll(".timeline__inferred"));
        Assert.Contains(
            over.FindAll(".reasons li"),
            reason => reason.TextContent.StartsWith("No check-out", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_reason_has_words()
    {
        var says = new DayText(bunit.Services.GetRequiredService<IStringLocalizer<FaceRek.Web.Words>>());
        Assert.All(
            Enum.GetValues<ReasonKind>(),
            kind =>
                Assert.NotEmpty(
                    says.Of(
                        kind == ReasonKind.Leave
                            ? DayReason.Of(new DayLeave(LeavePart.Morning, true))
                            : new DayReason(kind, 60, 5, "x"),
                        "Europe/London"
                    )
                )
        );
        Assert.All(DayText.Kinds, kind => Assert.NotEmpty(says.Of(kind)));
        Assert.All(Enum.GetValues<DayStatus>(), status => Assert.NotEmpty(says.Of(status)));
    }

    [Fact]
    public void A_holiday_is_shown_by_its_name_whatever_it_is_called()
    {
        const string Name = "Market | Leave|1|1|";
        var shown = Render(
            new PersonScenario().Works("09:00", 8 * 60).In($"{Monday} 09:00").Holiday(Monday, Name),
            hoursLater: 0
        );
        Assert.Equal([$"Holiday: {Name}."], shown.FindAll(".reasons li").Select(reason => reason.TextContent));
    }

    [Theory]
    [InlineData(LeavePart.WholeDay, true, "Paid leave.")]
    [InlineData(LeavePart.WholeDay, false, "Unpaid leave.")]
    [InlineData(LeavePart.Morning, true, "Paid leave in the morning.")]
    [InlineData(LeavePart.Morning, false, "Unpaid leave in the morning.")]
    [InlineData(LeavePart.Afternoon, true, "Paid leave in the afternoon.")]
    [InlineData(LeavePart.Afternoon, false, "Unpaid leave in the afternoon.")]
    public void Leave_is_said_by_its_part_and_pay(LeavePart part, bool isPaid, string said)
    {
        var shown = Render(
            new PersonScenario().Works("09:00", 8 * 60).In($"{Monday} 09:00").OnLeave(Monday, part, isPaid),
            hoursLater: 0
        );
        Assert.Equal([said], shown.FindAll(".reasons li").Select(reason => reason.TextContent));
    }

    [Fact]
    public void Reasons_survive_being_written_down()
    {
        var reasons = new[]
        {
            new DayReason(ReasonKind.Holiday, Text: "A|B\nC"),
            new DayReason(ReasonKind.Late, 700, 5),
        };
        Assert.Equal([reasons[0] with { Text = "A|B C" }, reasons[1]], DayReason.Read(DayReason.Write(reasons)));
        Assert.Empty(DayReason.Read(""));
    }

    [Fact]
    public void A_divided_night_shows_on_each_day_its_own_part()
    {
        var someone = new PersonScenario()
            .Works("22:00", 8 * 60)
            .Under(new PolicyRules { Nights = NightAttribution.SplitAtMidnight })
            .In($"{Monday} 22:00")
            .Out("2026-03-03 06:00");
        Assert.Equal("22:00", Assert.Single(Render(someone, hoursLater: 24).FindAll("time")).TextContent);
    }

    private IRenderedComponent<DayTimeline> Render(PersonScenario someone, int hoursLater)
    {
        var layout = DayCalculator.LayoutOf(someone.Facts(), PersonScenario.Day(Monday))!;
        return bunit.Render<DayTimeline>(timeline =>
            timeline
                .Add(one => one.Layout, layout)
                .Add(one => one.Day, layout.Day)
                .Add(one => one.Now, new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero).AddHours(hoursLater))
        );
    }
}
