using System.Runtime.CompilerServices;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>Reads the days of many people, so many people at a time. It reads days and never punches, and of the days only those it gives.</summary>
public sealed class TeamDays(FaceRekDb db, CurrentOrganization current)
{
    /// <summary>In a stream: a year of them is 73,200 rows at most.</summary>
    private const int PeopleAtATime = 200;

    public Task<int> CountAsync(ReportScope scope, CancellationToken cancellation) => PeopleOf(scope).CountAsync(cancellation);

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<PersonDays>> PageAsync(ReportScope scope, int skip, int take, CancellationToken cancellation) =>
        await WithDaysAsync(await InOrder(PeopleOf(scope)).Skip(skip).Take(take).ToListAsync(cancellation), scope, cancellation);

    /// <summary>Everybody, by name. No read goes on longer than one batch, so a slow reader holds up nobody.</summary>
    public async IAsyncEnumerable<PersonDays> StreamAsync(ReportScope scope, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Row? last = null;
        while (true)
        {
            var people = PeopleOf(scope);
            if (last is { } after)
            {
                var (key, id) = (after.SearchKey, after.Id);
#pragma warning disable CA1309 // The database compares, in the order in which it sorts.
                people = people.Where(person => string.Compare(person.SearchKey, key) > 0 || (person.SearchKey == key && person.Id.CompareTo(id) > 0));
#pragma warning restore CA1309
            }
            var rows = await InOrder(people).Take(PeopleAtATime).ToListAsync(cancellation);
            foreach (var person in await WithDaysAsync(rows, scope, cancellation)) { yield return person; }
            if (rows.Count < PeopleAtATime) { yield break; }
            last = rows[^1];
        }
    }

    /// <summary>Whoever was here for a part of these days, also under a pseudonym.</summary>
    private IQueryable<Person> PeopleOf(ReportScope scope)
    {
        var begin = WallClock.Of(current.Organization.Zone).StartOf(scope.From);
        var people = db.People.Within(scope.Reach).Where(person => person.DeactivatedAt == null || person.DeactivatedAt >= begin);
        if (scope.Departments is { } departments) { people = people.Where(person => person.DepartmentId != null && departments.Contains(person.DepartmentId.Value)); }
        return scope.SiteId is { } siteId ? people.Where(person => person.SiteId == siteId) : people;
    }

    private IQueryable<Row> InOrder(IQueryable<Person> people) => people.OrderBy(person => person.SearchKey).ThenBy(person => person.Id).Select(person => new Row(
        person.Id, person.SearchKey, person.Name, person.ExternalId,
        db.Departments.Where(department => department.Id == person.DepartmentId).Select(department => department.Name).FirstOrDefault(),
        db.Sites.Where(site => site.Id == person.SiteId).Select(site => site.Name).FirstOrDefault(),
        db.Sites.Where(site => site.Id == person.SiteId).Select(site => site.Zone).FirstOrDefault()));

    private async Task<IReadOnlyList<PersonDays>> WithDaysAsync(List<Row> rows, ReportScope scope, CancellationToken cancellation)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var days = (await db.AttendanceDays.Where(day => ids.Contains(day.PersonId)).Between(scope.From, scope.To).AsNoTracking().ToListAsync(cancellation)).ToLookup(day => day.PersonId);
        var (monday, last) = (scope.From.AddDays(-6), scope.To.AddDays(-6));
        var weeks = (await db.AttendanceWeeks.Where(week => ids.Contains(week.PersonId) && week.From >= monday && week.From <= last).AsNoTracking().ToListAsync(cancellation)).ToLookup(week => week.PersonId);
        return [.. rows.Select(row => new PersonDays(
            new ReportPerson(row.Id, row.Name, row.ExternalId, row.Department, row.Site, row.Zone ?? current.Organization.Zone), [.. days[row.Id].OrderBy(day => day.On)],
            [.. weeks[row.Id].OrderBy(week => week.From)]))];
    }

    private sealed record Row(Guid Id, string SearchKey, string Name, string? ExternalId, string? Department, string? Site, string? Zone);
}
