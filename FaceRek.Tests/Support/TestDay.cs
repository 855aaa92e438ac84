using System.Globalization;
using FaceRek.Core.Time;

namespace FaceRek.Tests.Support;

/// <summary>
/// The day on which tests run: a Wednesday in the middle of a month, in summer time, on every machine and on every day.
/// FACEREK_TEST_DAY=2026-12-31 chooses another; tests that depend on the weekday, the month or clock changes are marked
/// <c>[Trait(TestDay.Sensitive, TestDay.ToTime)]</c>, so that they can be run separately on unusual days.
/// </summary>
public static class TestDay
{
    public const string Sensitive = "Sensitive";
    public const string ToTime = "Time";

    private const string Variable = "FACEREK_TEST_DAY";
    private const string Usual = "2026-07-15";

    public static DateOnly Date { get; } =
        DateOnly.ParseExact(
            Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen ? chosen : Usual,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture
        );

    /// <summary>Eight in the morning, UTC.</summary>
    public static DateTimeOffset Morning { get; } = new(Date.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero);

    /// <summary>Noon in London, where the bakery is.</summary>
    public static DateTimeOffset Noon { get; } =
        WallClock.Of("Europe/London").At(Date.ToDateTime(new TimeOnly(12, 0))).ToUniversalTime();
}
