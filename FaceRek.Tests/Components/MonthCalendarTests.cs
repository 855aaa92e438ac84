using Bunit;
using FaceRek.Core.Attendance.Days;
using FaceRek.Tests.Core.Attendance.Days;
using FaceRek.Web.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Components;

public sealed class MonthCalendarTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly BunitContext bunit = new();

    public MonthCalendarTests() => bunit.Services.AddLocalization().AddLogging();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void Weeks_begin_on_Monday_and_only_days_of_the_month_can_be_chosen()
    {
        var calendar = Render(new DateOnly(2026, 8, 15), []);
        Assert.Equal(6, calendar.FindAll("tbody tr").Count);
        Assert.Equal(
            Enumerable.Range(1, 31).Select(day => $"/me?day=2026-08-{day:00}"),
            calendar.FindAll("a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal("1", calendar.FindAll("tbody tr:first-child td")[5].TextContent.Trim());
        Assert.Equal("Monday", calendar.Find("thead abbr").GetAttribute("title"));
    }

    [Fact]
    public void A_leap_day_is_there() => Assert.Equal(29, Render(new DateOnly(2028, 2, 1), []).FindAll("a").Count);

    [Fact]
    public void A_day_says_what_it_came_to_in_words_and_to_a_screen_reader_in_a_sentence()
    {
        var someone = new PersonScenario()
            .Works("09:00", 8 * 60)
            .In("2026-03-02 09:20")
            .Out("2026-03-02 17:00")
            .In("2026-03-04 09:00");
        var calendar = Render(new DateOnly(2026, 3, 1), someone.Between("2026-03-02", "2026-03-05"));
        var cells = calendar.FindAll("a").ToDictionary(link => link.GetAttribute("href")![^2..]);
        Assert.Contains("7:10", cells["02"].TextContent, StringComparison.Ordinal);
        Assert.Equal("Monday 2 March: Present, 7:10 worked, 0:20 late", cells["02"].GetAttribute("aria-label"));
        Assert.Equal("Tuesday 3 March: Absent", cells["03"].GetAttribute("aria-label"));
        Assert.Equal("Wednesday 4 March: At work", cells["04"].GetAttribute("aria-label"));
        Assert.Equal("Thursday 5 March: Expected", cells["05"].GetAttribute("aria-label"));
        Assert.Equal("date", cells["04"].GetAttribute("aria-current"));
    }

    [Fact]
    public void What_needs_a_decision_is_marked_once_the_day_is_over()
    {
        var someone = new PersonScenario().Works("09:00", 8 * 60).In("2026-03-02 09:00").In("2026-03-04 09:00");
        var calendar = Render(new DateOnly(2026, 3, 1), someone.Between("2026-03-02", "2026-03-04"));
        Assert.EndsWith(
            "02",
            Assert.Single(calendar.FindAll(".calendar__mark")).ParentElement!.GetAttribute("href"),
            StringComparison.Ordinal
        );
    }

    private IRenderedComponent<MonthCalendar> Render(DateOnly month, IReadOnlyList<AttendanceDay> days) =>
        bunit.Render<MonthCalendar>(calendar =>
            calendar
                .Add(one => one.Month, month)
                .Add(one => one.Days, days)
                .Add(one => one.Today, new DateOnly(2026, 3, 4))
                .Add(one => one.Now, Now)
                .Add(one => one.LinkOf, day => $"/me?day={day:yyyy-MM-dd}")
        );
}
