using System.Globalization;
using FaceRek.Core.Time;

namespace FaceRek.Tests.Support;

/// <summary>
/// The day on which tests live: a Wednesday in the middle of a month, in summer time, on every machine and on every day. FACEREK_TEST_DAY=2026-12-31
/// chooses another; whatever asks for the day of the week, the month or the clocks is marked <c>[Trait(TestDay.Sensitive, TestDay.ToTime)]</c>, to be run on odd days alone.
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

    /// <summary>Twelve on the clocks of London, where the bakery is.</summary>
    public static DateTimeOffset Noon { get; } =
        WallClock.Of("Europe/London").At(Date.ToDateTime(new TimeOnly(12, 0))).ToUniversalTime();
}
