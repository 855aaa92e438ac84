using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Time;

namespace FaceRek.Web.Demo;

/// <summary>
/// A realistic month of one person's working days: a little early, a little late, a lunch, a missed day, a forgotten
/// check-out.
/// </summary>
/// <param name="seed">The same seed and day make the same month.</param>
internal sealed class DemoMonth(
    Organization organization,
    DemoWorkplaces workplaces,
    FaceModel model,
    Guid managerId,
    DateTimeOffset now,
    int seed
)
{
    private const int Days = 30;
    private const double AbsentDays = 0.05;
    private const double ForgottenCheckOuts = 0.03;
    private const double PinPunches = 0.08;
    private const double ManualPunches = 0.03;
    private const double LongDays = 0.15;
    private const double PunchesFromElsewhere = 0.02;

    /// <summary>The ovens are cleaned every other Saturday: work beyond the normal week.</summary>
    private const int SaturdaysApart = 2;

    private readonly Random dice = new(seed);
    private readonly WallClock clock = WallClock.Of(organization.Zone);
    private readonly DateOnly today = organization.DayOf(now);

    public IReadOnlyList<Punch> PunchesOf(Person person, DemoPerson part)
    {
        var punches = new List<Punch>();
        for (
            var day = today.AddDays(-Days);
            day <= (part.HasLeft ? today.AddDays(-Days / 2) : today);
            day = day.AddDays(1)
        )
        {
            if (!IsWorked(part, day) || workplaces.IsAway(part, day) || dice.NextDouble() < AbsentDays)
            {
                continue;
            }
            foreach (var (wall, direction) in Times(part, day))
            {
                var at = clock.At(wall);
                if (at <= now)
                {
                    punches.Add(NewPunch(person, part, punches.Count + 1, at, direction));
                }
            }
        }
        return punches;
    }

    private bool IsWorked(DemoPerson part, DateOnly day) =>
        day.DayOfWeek switch
        {
            // So that the demo shows present people on a weekend too.
            DayOfWeek.Saturday or DayOfWeek.Sunday when day == today => CleansOvens(part),
            DayOfWeek.Saturday => CleansOvens(part) && ((day.DayNumber / 7) + seed) % SaturdaysApart == 0,
            DayOfWeek.Sunday => false,
            _ => true,
        };

    private static bool CleansOvens(DemoPerson part) =>
        part.Department == DemoWorkplaces.Ovens && part.Starts.Hour < 12;

    /// <summary>In local time; a night shift continues on the next day.</summary>
    private IEnumerable<(DateTime Wall, Direction Direction)> Times(DemoPerson part, DateOnly day)
    {
        var starts = day.ToDateTime(part.Starts);
        yield return (starts + Minutes(-12, 8), Direction.In);
        yield return (starts.AddHours(4) + Minutes(-10, 20), Direction.Out);
        yield return (starts.AddHours(4) + Minutes(45, 65), Direction.In);
        if (dice.NextDouble() >= ForgottenCheckOuts)
        {
            yield return (starts.AddHours(9) + Minutes(-6, dice.NextDouble() < LongDays ? 80 : 14), Direction.Out);
        }
    }

    private TimeSpan Minutes(int from, int to) => TimeSpan.FromSeconds(dice.Next(from * 60, to * 60));

    private Punch NewPunch(Person person, DemoPerson part, int number, DateTimeOffset at, Direction direction)
    {
        var roll = dice.NextDouble();
        var way =
            roll < ManualPunches ? PunchWay.Manual
            : !part.IsEnrolled || roll < ManualPunches + PinPunches ? PunchWay.Pin
            : PunchWay.Face;
        var match =
            way == PunchWay.Face
                ? new MatchResult(
                    MatchDecision.Match,
                    model.Id,
                    person.Id,
                    null,
                    model.Policy.Threshold + 0.5f + 3 * dice.NextSingle(),
                    model.Policy.Threshold,
                    2 + dice.NextSingle()
                )
                : null;
        return new Punch
        {
            OrganizationId = organization.Id,
            PersonId = person.Id,
            Number = number,
            At = at,
            Zone = organization.Zone,
            SiteId = person.SiteId,
            LocationStatus =
                part.Site != DemoWorkplaces.Station ? LocationStatus.NotAsked
                : dice.NextDouble() < PunchesFromElsewhere ? LocationStatus.Outside
                : LocationStatus.Network,
            Direction = direction,
            DirectionSource = DirectionSource.Alternation,
            Way = way,
            RecordedAt = at,
            RecordedById = way == PunchWay.Manual ? managerId : person.UserId ?? managerId,
            Reason = way == PunchWay.Manual ? "The camera at the entrance was being cleaned." : null,
            Model = match?.Model.ToString(),
            Score = match?.Score,
            Threshold = match?.Threshold,
            Margin = match?.Margin,
        };
    }
}
