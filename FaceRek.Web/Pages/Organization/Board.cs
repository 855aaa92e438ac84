using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Who is present, who is not, who should be, and what happened today.</summary>
/// <param name="People">All active ones.</param>
/// <param name="NotEnrolled">How many of those.</param>
/// <param name="Missing">Their shift has begun and they have not come; longest first.</param>
/// <param name="Late">They came late today; latest first.</param>
/// <param name="Events">Latest first.</param>
public sealed record Board(
    int People,
    int NotEnrolled,
    IReadOnlyList<Board.Presence> In,
    IReadOnlyList<Board.Presence> Out,
    IReadOnlyList<Board.Awaited> Missing,
    IReadOnlyList<Board.Awaited> Late,
    IReadOnlyList<Board.Event> Events
)
{
    /// <summary>Of punches and failed attempts; the page stays small on a busy day.</summary>
    private const int MaxEvents = 100;

    /// <param name="Since">When the person came or left; null when not seen today.</param>
    /// <param name="Site">Where they are, or their own site; null for none.</param>
    public sealed record Presence(Guid PersonId, string Name, DateTimeOffset? Since, string? Site);

    /// <param name="From">When the shift began, or the part of it after a morning of leave.</param>
    /// <param name="LateSeconds">0 for a person who has not come.</param>
    public sealed record Awaited(Guid PersonId, string Name, DateTimeOffset From, int LateSeconds);

    /// <summary>Exactly one of both is set.</summary>
    public sealed record Event(Guid PersonId, string Name, CountingPunch? Punch, CheckInAttempt? Attempt)
    {
        public Guid Id => Punch?.Id ?? Attempt!.Id;
        public DateTimeOffset At => Punch?.At ?? Attempt!.At;
    }

    public static async Task<Board> ReadAsync(
        FaceRekDb db,
        CurrentOrganization current,
        BoardScope scope,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var clock = WallClock.Of(current.Organization.Zone);
        var (today, tomorrow) = (clock.StartOf(clock.DayOf(now)), clock.StartOf(clock.DayOf(now).AddDays(1)));
        var (mine, isEverybody) = (scope.Of(db.People), scope.IsEverybody);
        var people = await mine.Active()
            .OrderBy(person => person.SearchKey)
            .Select(person => new
            {
                person.Id,
                person.Name,
                person.SiteId,
            })
            .ToListAsync(cancellationToken);
        var enrolled = await mine.Active()
            .CountAsync(person => db.FaceTemplates.Any(face => face.PersonId == person.Id), cancellationToken);
        var sites = await db
            .Sites.Select(site => new { site.Id, site.Name })
            .ToDictionaryAsync(site => site.Id, site => site.Name, cancellationToken);

        var since = now - Punch.MaxSessionLength < today ? now - Punch.MaxSessionLength : today;
        var recent = await db.CountingPunches()
            .Between(since, tomorrow)
            .Where(punch => isEverybody || mine.Any(person => person.Id == punch.PersonId))
            .EarliestFirst()
            .ToListAsync(cancellationToken);
        var last = recent.GroupBy(one => one.PersonId).ToDictionary(group => group.Key, group => group.Last());
        var presences = people.ToLookup(
            person => IsIn(last.GetValueOrDefault(person.Id), now),
            person => new Presence(
                person.Id,
                person.Name,
                Since(last.GetValueOrDefault(person.Id), today, now),
                (last.GetValueOrDefault(person.Id)?.SiteId ?? person.SiteId) is { } site
                    ? sites.GetValueOrDefault(site)
                    : null
            )
        );

        var names = people.ToDictionary(person => person.Id, person => person.Name);
        var (missing, late) = await AwaitedAsync(db, names, clock.DayOf(now), now, cancellationToken);
        var attempts = await db
            .CheckInAttempts.Where(attempt =>
                attempt.At >= today
                && attempt.At < tomorrow
                && (isEverybody || mine.Any(person => person.Id == attempt.PersonId))
            )
            .OrderByDescending(attempt => attempt.At)
            .Take(MaxEvents)
            .ToListAsync(cancellationToken);
        await AddNamesOfOthersAsync(
            db,
            names,
            [.. recent.Select(one => one.PersonId), .. attempts.Select(attempt => attempt.PersonId)],
            cancellationToken
        );
        var events = recent
            .Where(one => one.At >= today)
            .Select(one => new Event(one.PersonId, names[one.PersonId], one, null))
            .Concat(attempts.Select(attempt => new Event(attempt.PersonId, names[attempt.PersonId], null, attempt)))
            .OrderByDescending(happened => happened.At)
            .Take(MaxEvents);
        return new Board(
            people.Count,
            people.Count - enrolled,
            [.. presences[true]],
            [.. presences[false]],
            missing,
            late,
            [.. events]
        );
    }

    /// <summary>Of days that are running now: those of today, and nights that began yesterday or in a time zone that is ahead.</summary>
    private static async Task<(IReadOnlyList<Awaited> Missing, IReadOnlyList<Awaited> Late)> AwaitedAsync(
        FaceRekDb db,
        Dictionary<Guid, string> names,
        DateOnly today,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var days = await db
            .AttendanceDays.Between(today.AddDays(-1), today.AddDays(1))
            .Where(day =>
                day.PlannedFrom != null && day.PlannedFrom <= now && day.SettlesAt > now && day.PlannedSeconds > 0
            )
            .Select(day => new
            {
                day.PersonId,
                From = day.PlannedFrom!.Value,
                To = day.PlannedTo!.Value,
                day.FirstInAt,
                day.LateSeconds,
                day.Status,
                day.LeavePart,
                SecondPartAfter = db
                    .Shifts.Where(shift => shift.Id == day.ShiftId)
                    .Select(shift => shift.SecondPartAfter)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var grace = TimeSpan.FromMinutes(
            new PolicyHistory(await db.AttendancePolicies.ToListAsync(cancellationToken)).On(today).Rules.GraceLate
        );
        var mine = days.Where(day => names.ContainsKey(day.PersonId))
            .Select(day =>
                (
                    day.PersonId,
                    From: AfterLeave(day.From, day.To, day.SecondPartAfter, day.LeavePart),
                    day.FirstInAt,
                    day.LateSeconds,
                    day.Status
                )
            )
            .ToLookup(day => day.FirstInAt is null);
        return (
            [
                .. mine[true]
                    .Where(day => day.Status == DayStatus.Absent && now - day.From > grace)
                    .OrderBy(day => day.From)
                    .Select(day => new Awaited(day.PersonId, names[day.PersonId], day.From, 0)),
            ],
            [
                .. mine[false]
                    .Where(day => day.LateSeconds > 0)
                    .OrderByDescending(day => day.LateSeconds)
                    .Select(day => new Awaited(day.PersonId, names[day.PersonId], day.From, day.LateSeconds)),
            ]
        );
    }

    /// <summary>A person with the morning off is expected in the middle of the shift, or for its second part.</summary>
    private static DateTimeOffset AfterLeave(
        DateTimeOffset from,
        DateTimeOffset to,
        int? secondPartAfter,
        LeavePart? leave
    ) =>
        leave != LeavePart.Morning ? from
        : secondPartAfter is { } minutes ? from.AddMinutes(minutes)
        : from + ((to - from) / 2);

    /// <summary>A person who left last night was not seen today; one who came last night and is still present came then.</summary>
    private static DateTimeOffset? Since(CountingPunch? last, DateTimeOffset today, DateTimeOffset now) =>
        IsIn(last, now) || last?.At >= today ? last!.At : null;

    private static bool IsIn(CountingPunch? last, DateTimeOffset now) =>
        last is { Direction: Direction.In } && now - last.At < Punch.MaxSessionLength;

    /// <summary>A person may have been deactivated since this morning.</summary>
    private static async Task AddNamesOfOthersAsync(
        FaceRekDb db,
        Dictionary<Guid, string> names,
        HashSet<Guid> seen,
        CancellationToken cancellationToken
    )
    {
        seen.ExceptWith(names.Keys);
        if (seen.Count == 0)
        {
            return;
        }
        foreach (
            var person in await db
                .People.Where(person => seen.Contains(person.Id))
                .Select(person => new { person.Id, person.Name })
                .ToListAsync(cancellationToken)
        )
        {
            names[person.Id] = person.Name;
        }
    }
}
