using System.Diagnostics;
using System.Text.Json.Serialization;

namespace FaceRek.Core.Faces.Benchmarks;

/// <summary>Runs an action repeatedly and times each run.</summary>
internal static class Laps
{
    public static Spread Of(int laps, Action work)
    {
        for (var warm = 0; warm < Math.Max(3, laps / 10); warm++)
        {
            work();
        }
        return Spread.Of(Times(laps, work));
    }

    public static double[] Times(int laps, Action work)
    {
        var times = new double[laps];
        for (var lap = 0; lap < laps; lap++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times[lap] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return times;
    }
}

/// <summary>How long an action took over many runs; p95 is exceeded by one run in twenty.</summary>
public sealed record Spread(
    [property: JsonPropertyName("medianMs")] double MedianMs,
    [property: JsonPropertyName("p95Ms")] double P95Ms
)
{
    /// <param name="milliseconds">At least one.</param>
    public static Spread Of(IReadOnlyCollection<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return new(
            Rounded(sorted[sorted.Length / 2]),
            Rounded(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * 0.95))])
        );
    }

    private static double Rounded(double milliseconds) => Math.Round(milliseconds, 3);
}
