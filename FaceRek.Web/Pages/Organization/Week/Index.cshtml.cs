using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Week;

/// <summary>The team's week, with a number of people on each page.</summary>
[Requires(Role.Manager)]
public sealed class IndexModel(FaceRekDb db, TeamDays team, CurrentOrganization current, TimeProvider clock) : PageModel
{
    private const int PeopleOnAPage = 40;

    public ReportQuery Query { get; private set; } = null!;
    public DateOnly Monday => Query.From;
    public DateOnly Today { get; private set; }
    public DateTimeOffset Now { get; private set; }
    public WorkplaceLists Workplaces { get; private set; } = WorkplaceLists.None;
    public IReadOnlyList<PersonDays> People { get; private set; } = [];
    public IReadOnlyDictionary<DateOnly, string> Holidays { get; private set; } = new Dictionary<DateOnly, string>();
    public int Pages { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        (Now, Today) = (clock.GetUtcNow(), ReportQuery.Today(current, clock));
        var isNow = string.IsNullOrEmpty(Request.Query["from"]);
        if (ReportQuery.Read(Request.Query, Today) is not { } query)
        {
            return NotFound();
        }
        var asked = isNow ? Today : query.From;
        var monday = asked.AddDays(-(((int)asked.DayOfWeek + 6) % 7));
        Query = query with { From = monday, To = monday.AddDays(6) };

        var scope = await Query.ScopeAsync(
            db,
            await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken),
            cancellationToken
        );
        Pages = Math.Max(1, (await team.CountAsync(scope, cancellationToken) + PeopleOnAPage - 1) / PeopleOnAPage);
        Query = Query with { Page = Math.Min(Query.Page, Pages) };
        People = await team.PageAsync(scope, (Query.Page - 1) * PeopleOnAPage, PeopleOnAPage, cancellationToken);
        Workplaces = await WorkplaceLists.ReadAsync(db, cancellationToken);
        Holidays = (
            await db
                .Holidays.At(Query.Site)
                .Between(Query.From, Query.To)
                .OrderBy(holiday => holiday.Name)
                .Select(holiday => new { holiday.On, holiday.Name })
                .ToListAsync(cancellationToken)
        )
            .GroupBy(holiday => holiday.On)
            .ToDictionary(group => group.Key, group => group.First().Name);
        return Page();
    }
}
