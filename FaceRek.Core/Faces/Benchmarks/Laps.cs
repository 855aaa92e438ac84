using System.Diagnostics;

namespace FaceRek.Core.Faces.Benchmarks;

/// <summary>Runs something again and again and times each.</summary>
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
