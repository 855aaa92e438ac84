using FaceRek.Core.Attendance;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Who is in, who is not, and what happened today.</summary>
/// <param name="People">Active ones, in all.</param>
/// <param name="NotEnrolled">Of those.</param>
/// <param name="Events">Latest first.</param>
public sealed record Board(int People, int NotEnrolled, IReadOnlyList<Board.Presence> In, IReadOnlyList<Board.Presence> Out, IReadOnlyList<Board.Event> Events)
{
    /// <summary>Of punches and failed tries; the page stays small on a busy day.</summary>
    private const int MostEvents = 100;

    /// <param name="Since">When the person came or left; null when not seen today.</param>
    public sealed record Presence(Guid PersonId, string Name, DateTimeOffset? Since);

    /// <summary>Exactly one of both is there.</summary>
    public sealed record Event(Guid PersonId, string Name, Punch? Punch, CheckInAttempt? Attempt)
    {
        public Guid Id => Punch?.Id ?? Attempt!.Id;
        public DateTimeOffset At => Punch?.At ?? Attempt!.At;
    }

    public static async Task<Board> ReadAsync(FaceRekDb db, CurrentOrganization current, Reach reach, DateTimeOffset now, CancellationToken cancellation)
    {
        var clock = new WallClock(current.Organization.Zone);
        var (today, tomorrow) = (clock.StartOf(clock.DayOf(now)), clock.StartOf(clock.DayOf(now).AddDays(1)));
        var mine = db.People.Within(reach);
        var people = await mine.Active().OrderBy(person => person.SearchKey).Select(person => new { person.Id, person.Name }).ToListAsync(cancellation);
        var enrolled = await mine.Active().CountAsync(person => db.FaceTemplates.Any(face => face.PersonId == person.Id), cancellation);

        var since = now - Punch.LongestSession < today ? now - Punch.LongestSession : today;
        var recent = await db.Punches.Between(since, tomorrow).Where(punch => reach.IsEverybody || mine.Any(person => person.Id == punch.PersonId)).AsNoTracking().ToListAsync(cancellation);
        var last = recent.GroupBy(punch => punch.PersonId).ToDictionary(group => group.Key, group => group.MaxBy(punch => (punch.At, punch.Number))!);
        var presences = people.ToLookup(person => IsIn(last.GetValueOrDefault(person.Id), now), person => new Presence(person.Id, person.Name, Since(last.GetValueOrDefault(person.Id), today, now)));

        var attempts = await db.CheckInAttempts.Where(attempt => attempt.At >= today && attempt.At < tomorrow && (reach.IsEverybody || mine.Any(person => person.Id == attempt.PersonId))).OrderByDescending(attempt => attempt.At).Take(MostEvents).AsNoTracking().ToListAsync(cancellation);
        var names = people.ToDictionary(person => person.Id, person => person.Name);
        await AddNamesOfOthersAsync(db, names, [.. recent.Select(punch => punch.PersonId), .. attempts.Select(attempt => attempt.PersonId)], cancellation);
        var events = recent.Where(punch => punch.At >= today).Select(punch => new Event(punch.PersonId, names[punch.PersonId], punch, null))
            .Concat(attempts.Select(attempt => new Event(attempt.PersonId, names[attempt.PersonId], null, attempt)))
            .OrderByDescending(happened => happened.At).Take(MostEvents);
        return new Board(people.Count, people.Count - enrolled, [.. presences[true]], [.. presences[false]], [.. events]);
    }

    /// <summary>Who left last night was not seen today; who came last night and is still here came then.</summary>
    private static DateTimeOffset? Since(Punch? last, DateTimeOffset today, DateTimeOffset now) => IsIn(last, now) || last?.At >= today ? last!.At : null;

    private static bool IsIn(Punch? last, DateTimeOffset now) => last is { Direction: Direction.In } && now - last.At < Punch.LongestSession;

    /// <summary>Somebody may have been deactivated since this morning.</summary>
    private static async Task AddNamesOfOthersAsync(FaceRekDb db, Dictionary<Guid, string> names, HashSet<Guid> seen, CancellationToken cancellation)
    {
        seen.ExceptWith(names.Keys);
        if (seen.Count == 0) { return; }
        foreach (var person in await db.People.Where(person => seen.Contains(person.Id)).Select(person => new { person.Id, person.Name }).ToListAsync(cancellation)) { names[person.Id] = person.Name; }
    }
}
