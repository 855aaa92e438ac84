using FaceRek.Core.Attendance;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;

namespace FaceRek.Web.Demo;

/// <summary>A month of one person's working days as they go: a little early, a little late, a lunch, a day missed, a check-out forgotten.</summary>
/// <param name="seed">The same seed and day make the same month.</param>
internal sealed class DemoMonth(Organization organization, FaceModel model, Guid managerId, DateTimeOffset now, int seed)
{
    private const int Days = 30;
    private const double AbsentDays = 0.05;
    private const double ForgottenCheckOuts = 0.03;
    private const double PinPunches = 0.08;
    private const double ManualPunches = 0.03;

    private readonly Random dice = new(seed);

    public IReadOnlyList<Punch> PunchesOf(Person person, DemoPerson part)
    {
        var punches = new List<Punch>();
        var today = DateOnly.FromDateTime(organization.InZone(now).DateTime);
        for (var day = today.AddDays(-Days); day <= (part.HasLeft ? today.AddDays(-Days / 2) : today); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || dice.NextDouble() < AbsentDays) { continue; }
            foreach (var (time, direction) in Times(part, day))
            {
                var at = AtWallClock(day, time);
                if (at <= now) { punches.Add(NewPunch(person, part, punches.Count + 1, at, direction)); }
            }
        }
        return punches;
    }

    private IEnumerable<(TimeOnly Time, Direction Direction)> Times(DemoPerson part, DateOnly day)
    {
        yield return (part.Starts.Add(Minutes(-8, 12)), Direction.In);
        yield return (part.Starts.AddHours(4).Add(Minutes(-10, 20)), Direction.Out);
        yield return (part.Starts.AddHours(4).Add(Minutes(45, 65)), Direction.In);
        if (dice.NextDouble() >= ForgottenCheckOuts) { yield return (part.Starts.AddHours(day.DayOfWeek == DayOfWeek.Friday ? 8 : 9).Add(Minutes(-6, 25)), Direction.Out); }
    }

    private TimeSpan Minutes(int from, int to) => TimeSpan.FromSeconds(dice.Next(from * 60, to * 60));

    private DateTimeOffset AtWallClock(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(organization.Zone).GetUtcOffset(local)).ToUniversalTime();
    }

    private Punch NewPunch(Person person, DemoPerson part, int number, DateTimeOffset at, Direction direction)
    {
        var roll = dice.NextDouble();
        var way = roll < ManualPunches ? PunchWay.Manual : !part.IsEnrolled || roll < ManualPunches + PinPunches ? PunchWay.Pin : PunchWay.Face;
        var match = way == PunchWay.Face ? new MatchResult(MatchDecision.Match, model.Id, person.Id, null, model.Policy.Threshold + 0.5f + 3 * dice.NextSingle(), model.Policy.Threshold, 2 + dice.NextSingle()) : null;
        return new Punch
        {
            OrganizationId = organization.Id, PersonId = person.Id, Number = number, At = at, Zone = organization.Zone,
            Direction = direction, DirectionSource = DirectionSource.Alternation, Way = way, RecordedAt = at,
            RecordedById = way == PunchWay.Manual ? managerId : person.UserId ?? managerId,
            Reason = way == PunchWay.Manual ? "The camera at the entrance was being cleaned." : null,
            Model = match?.Model.ToString(), Score = match?.Score, Threshold = match?.Threshold, Margin = match?.Margin,
        };
    }
}
