using System.Globalization;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Core.Workplaces.Departments;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The days and people of a report, read from the address; invalid values are refused rather than guessed.</summary>
public sealed record ReportQuery(DateOnly From, DateOnly To, Guid? Department, Guid? Site, int Page)
{
    private static readonly string[] Known = ["from", "to", "department", "site", "page", "format"];

    /// <summary>The current month where no days are given.</summary>
    /// <returns>Null where the address contains anything but valid days, a department, a site and a page.</returns>
    public static ReportQuery? Read(IQueryCollection query, DateOnly today, int days = ReportScope.MaxDays)
    {
        var (first, last) = (
            new DateOnly(today.Year, today.Month, 1),
            new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1)
        );
        if (query.Keys.Any(key => !Known.Contains(key)) || query.Any(part => part.Value.Count > 1))
        {
            return null;
        }
        if (
            !TryDay(query["from"], first, out var from)
            || from.Year is < 2000 or > 2100
            || !TryDay(query["to"], from == first ? last : from.AddDays(Math.Min(days, 31) - 1), out var to)
        )
        {
            return null;
        }
        if (!TryId(query["department"], out var department) || !TryId(query["site"], out var site))
        {
            return null;
        }
        var page = 1;
        if (
            query["page"] is [{ Length: > 0 } text]
            && (
                !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page)
                || page is < 1 or > 100_000
            )
        )
        {
            return null;
        }
        return to < from || to.DayNumber - from.DayNumber >= days
            ? null
            : new ReportQuery(from, to, department, site, page);
    }

    public static DateOnly Today(CurrentOrganization current, TimeProvider clock) =>
        current.Organization.DayOf(clock.GetUtcNow());

    /// <summary>A department includes all below it.</summary>
    public async Task<ReportScope> ScopeAsync(
        FaceRekDb db,
        VisibilityScope reach,
        CancellationToken cancellationToken
    ) =>
        new(
            reach,
            From,
            To,
            Department is { } id ? (await DepartmentTree.ReadAsync(db, cancellationToken)).WithAllBelow([id]) : null,
            Site
        );

    /// <summary>The same for another week.</summary>
    public ReportQuery With(DateOnly monday) => this with { From = monday, To = monday.AddDays(6), Page = 1 };

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"?from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}{(Department is { } department ? $"&department={department}" : "")}{(Site is { } site ? $"&site={site}" : "")}{(Page > 1 ? $"&page={Page}" : "")}"
        );

    private static bool TryDay(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return string.IsNullOrEmpty(text)
            || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static bool TryId(string? text, out Guid? id)
    {
        id = Guid.TryParseExact(text, "D", out var parsed) ? parsed : null;
        return string.IsNullOrEmpty(text) || id is not null;
    }
}
