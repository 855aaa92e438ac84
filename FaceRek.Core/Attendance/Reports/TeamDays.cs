using System.Runtime.CompilerServices;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>Reads the days of many people, in batches of people. It reads days and never punches, and only the requested days.</summary>
public sealed class TeamDays(FaceRekDb db, CurrentOrganization current)
{
    /// <summary>For streaming: a year of them is 73,200 rows at most.</summary>
    private const int PeopleAtATime = 200;

    public Task<int> CountAsync(ReportScope scope, CancellationToken cancellationToken) =>
        PeopleOf(scope).CountAsync(cancellationToken);

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<PersonDays>> PageAsync(
        ReportScope scope,
        int skip,
        int take,
        CancellationToken cancellationToken
    ) =>
        await WithDaysAsync(
            await InOrder(PeopleOf(scope)).Skip(skip).Take(take).ToListAsync(cancellationToken),
            scope,
            cancellationToken
        );

    /// <summary>All people, by name. No query lasts longer than one batch, so a slow reader blocks no one.</summary>
    public async IAsyncEnumerable<PersonDays> StreamAsync(
        ReportScope scope,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Row? last = null;
        while (true)
        {
            var people = PeopleOf(scope);
            if (last is { } after)
            {
                var (key, id) = (after.SearchKey, after.Id);
#pragma warning disable CA1309 // The database compares, in its own sort order.
                people = people.Where(person =>
                    string.Compare(person.SearchKey, key) > 0
                    || (person.SearchKey == key && person.Id.CompareTo(id) > 0)
                );
#pragma warning restore CA1309
            }
            var rows = await InOrder(people).Take(PeopleAtATime).ToListAsync(cancellationToken);
            foreach (var person in await WithDaysAsync(rows, scope, cancellationToken))
            {
                yield return person;
            }
            if (rows.Count < PeopleAtATime)
            {
                yield break;
            }
            last = rows[^1];
        }
    }

    /// <summary>People who were active on a part of these days, also under a pseudonym.</summary>
    private IQueryable<Person> PeopleOf(ReportScope scope)
    {
        var begin = WallClock.Of(current.Organization.Zone).StartOf(scope.From);
        return db
            .People.Within(db, scope)
            .Where(person => person.DeactivatedAt == null || person.DeactivatedAt >= begin);
    }

    private IQueryable<Row> InOrder(IQueryable<Person> people) =>
        people
            .OrderBy(person => person.SearchKey)
            .ThenBy(person => person.Id)
            .Select(person => new Row(
                person.Id,
                person.SearchKey,
                person.Name,
                person.ExternalId,
                new Place(
                    person.Id,
                    DateOnly.MaxValue,
                    person.SiteId,
                    person.DepartmentId,
                    db.Departments.Where(department => department.Id == person.DepartmentId)
                        .Select(department => department.Name)
                        .FirstOrDefault(),
                    db.Sites.Where(site => site.Id == person.SiteId).Select(site => site.Name).FirstOrDefault(),
                    db.Sites.Where(site => site.Id == person.SiteId).Select(site => site.Zone).FirstOrDefault()
                )
            ));

    private async Task<IReadOnlyList<PersonDays>> WithDaysAsync(
        List<Row> rows,
        ReportScope scope,
        CancellationToken cancellationToken
    )
    {
        if (rows.Count == 0)
        {
            return [];
        }
        var ids = rows.ConvertAll(row => row.Id);
        var days = (
            await db
                .AttendanceDays.Where(day => ids.Contains(day.PersonId))
                .Between(scope.From, scope.To)
                .ToListAsync(cancellationToken)
        ).ToLookup(day => day.PersonId);
        var (monday, last) = (scope.From.AddDays(-6), scope.To.AddDays(-6));
        var weeks = (
            await db
                .AttendanceWeeks.Where(week => ids.Contains(week.PersonId) && week.From >= monday && week.From <= last)
                .ToListAsync(cancellationToken)
        ).ToLookup(week => week.PersonId);
        var former = (
            await db
                .FormerWorkplaces.Where(place => ids.Contains(place.PersonId) && place.Until >= scope.From)
                .Select(place => new Place(
                    place.PersonId,
                    place.Until,
                    place.SiteId,
                    place.DepartmentId,
                    db.Departments.Where(department => department.Id == place.DepartmentId)
                        .Select(department => department.Name)
                        .FirstOrDefault(),
                    db.Sites.Where(site => site.Id == place.SiteId).Select(site => site.Name).FirstOrDefault(),
                    db.Sites.Where(site => site.Id == place.SiteId).Select(site => site.Zone).FirstOrDefault()
                ))
                .ToListAsync(cancellationToken)
        ).ToLookup(place => place.PersonId);
        return
        [
            .. rows.Select(row =>
                WithDays(
                    row,
                    [.. former[row.Id].OrderBy(place => place.Until), row.Place],
                    [.. days[row.Id].OrderBy(day => day.On)],
                    [.. weeks[row.Id].OrderBy(week => week.From)],
                    scope
                )
            ),
        ];
    }

    /// <param name="places">The earliest first; the last is open-ended.</param>
    private PersonDays WithDays(
        Row row,
        List<Place> places,
        List<AttendanceDay> days,
        List<AttendanceWeek> weeks,
        ReportScope scope
    )
    {
        Place On(DateOnly day) => places.Find(place => day <= place.Until)!;
        bool IsIn(DateOnly day) =>
            On(day) is var place && scope.Covers(new WorkplacePeriod(day, day, place.SiteId, place.DepartmentId));
        ReportPerson Known(Place place) =>
            new(
                row.Id,
                row.Name,
                row.ExternalId,
                place.Department,
                place.Site,
                place.Zone ?? current.Organization.Zone
            );
        if (places.Count == 1)
        {
            return new PersonDays(Known(row.Place), days, weeks);
        }

        // A report about the past shows people at their last workplace in it.
        var lastDay = scope.EachDay().Where(IsIn).DefaultIfEmpty(scope.To).Last();
        return new PersonDays(
            Known(On(lastDay)),
            days.FindAll(day => IsIn(day.On)),
            weeks.FindAll(week => IsIn(week.Sunday))
        )
        {
            Formerly = [.. places.Where(place => place.Until < lastDay).Select(place => (place.Until, Known(place)))],
        };
    }

    private sealed record Row(Guid Id, string SearchKey, string Name, string? ExternalId, Place Place);

    /// <param name="Until">Last day.</param>
    private sealed record Place(
        Guid PersonId,
        DateOnly Until,
        Guid? SiteId,
        Guid? DepartmentId,
        string? Department,
        string? Site,
        string? Zone
    );
}

/// <summary>One person's days of a report.</summary>
/// <param name="Person">As on the last of them.</param>
/// <param name="Days">Earliest first.</param>
/// <param name="Weeks">Those with weekly overtime whose Sunday is in the report, so that each week is counted exactly
/// once; earliest first.</param>
public sealed record PersonDays(
    ReportPerson Person,
    IReadOnlyList<AttendanceDay> Days,
    IReadOnlyList<AttendanceWeek> Weeks
)
{
    /// <summary>The person's earlier workplaces, each up to a day, if they moved during the report; earliest first.</summary>
    public IReadOnlyList<(DateOnly Until, ReportPerson Person)> Formerly { get; init; } = [];

    public ReportPerson On(DateOnly day)
    {
        foreach (var (until, person) in Formerly)
        {
            if (day <= until)
            {
                return person;
            }
        }
        return Person;
    }
}
