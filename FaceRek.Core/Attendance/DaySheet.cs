namespace FaceRek.Core.Attendance;

/// <summary>A person's punches of one day, and the times between coming and going. A session belongs to the day it began.</summary>
/// <param name="Punches">Earliest first.</param>
/// <param name="Sessions">In and the out that followed it.</param>
/// <param name="IsOpen">The last of them is an in, and it is not too long ago to be still in.</param>
/// <param name="IsOdd">An in or out stands alone: nothing is guessed, somebody has to look.</param>
public sealed record DaySheet(DateOnly Date, IReadOnlyList<Punch> Punches, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Sessions, bool IsOpen, bool IsOdd)
{
    /// <summary>Instants are subtracted, so a night in which the clocks change has its true length.</summary>
    public TimeSpan Total => Sessions.Aggregate(TimeSpan.Zero, (sum, session) => sum + (session.To - session.From));

    /// <returns>The latest day first; days without a punch are left out.</returns>
    public static IReadOnlyList<DaySheet> Of(IEnumerable<Punch> punches, WallClock clock, DateTimeOffset now)
    {
        var inOrder = punches.OrderBy(punch => punch.At).ThenBy(punch => punch.Number).ToList();
        var open = Punch.Next(inOrder.LastOrDefault(), now) == Direction.Out ? inOrder[^1] : null;
        var closings = new Dictionary<Guid, Punch>();
        var closed = new HashSet<Guid>();
        foreach (var (coming, going) in inOrder.Zip(inOrder.Skip(1)))
        {
            if (coming.Direction != Direction.In || going.Direction != Direction.Out || going.At - coming.At >= Punch.LongestSession) { continue; }
            closings[coming.Id] = going;
            _ = closed.Add(going.Id);
        }
        return [.. inOrder.GroupBy(punch => clock.DayOf(punch.At)).OrderByDescending(day => day.Key).Select(day => new DaySheet(
            day.Key, [.. day], [.. day.Where(punch => closings.ContainsKey(punch.Id)).Select(punch => (punch.At, closings[punch.Id].At))],
            day.Any(punch => punch == open), day.Any(punch => punch != open && !closings.ContainsKey(punch.Id) && !closed.Contains(punch.Id))))];
    }
}
